package renewals.stack.cli;

import org.jspecify.annotations.Nullable;

/** A command could not do what was asked; the message says in one line why. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  CommandFailure(String message) {
    this(message, null);
  }
}
