package renewals.schemas.wire;

import org.jspecify.annotations.Nullable;

/** The registry gave no usable answer: asking again later may help. */
public final class RegistryUnavailableException extends WireException {

  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public RegistryUnavailableException(String message) {
    this(message, null);
  }
}
