package renewals.schemas.wire;

import org.jspecify.annotations.Nullable;

/**
 * The bytes are not what the contract asks for, whatever the registry says: asking again is
 * useless.
 */
public final class UnreadableException extends WireException {

  private static final long serialVersionUID = 1L;

  public UnreadableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public UnreadableException(String message) {
    this(message, null);
  }
}
