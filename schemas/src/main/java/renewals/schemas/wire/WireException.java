package renewals.schemas.wire;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that could not be turned into a record, or a record that could not be turned into bytes.
 */
public abstract sealed class WireException extends RuntimeException
    permits UnreadableException, UnknownSchemaException, RegistryUnavailableException {

  private static final long serialVersionUID = 1L;

  WireException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
