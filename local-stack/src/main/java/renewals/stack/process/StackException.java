package renewals.stack.process;

import org.jspecify.annotations.Nullable;
import renewals.cli.call.SelfExplaining;

/** A part of the local stack could not be started or used; the message says it in one line. */
public final class StackException extends RuntimeException implements SelfExplaining {

  private static final long serialVersionUID = 1L;

  public StackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What a part that was started beside others failed of. */
  public static StackException of(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause instanceof StackException known
        ? known
        : new StackException(String.valueOf(cause), failure);
  }

  public StackException(String message) {
    this(message, null);
  }
}
