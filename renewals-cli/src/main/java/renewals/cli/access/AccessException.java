package renewals.cli.access;

import org.jspecify.annotations.Nullable;
import renewals.cli.call.SelfExplaining;

/** Users and rights of the cluster can't be read or changed; the message says why in one line. */
public final class AccessException extends RuntimeException implements SelfExplaining {

  private static final long serialVersionUID = 1L;

  public AccessException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public AccessException(String message) {
    this(message, null);
  }
}
