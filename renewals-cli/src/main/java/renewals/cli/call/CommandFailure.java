package renewals.cli.call;

import org.jspecify.annotations.Nullable;

/** A command could not do what was asked; the message says in one line why. */
public final class CommandFailure extends RuntimeException implements SelfExplaining {

  private static final long serialVersionUID = 1L;

  public CommandFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public CommandFailure(String message) {
    this(message, null);
  }
}
