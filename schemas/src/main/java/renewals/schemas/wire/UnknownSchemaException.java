package renewals.schemas.wire;

import org.jspecify.annotations.Nullable;

/** The registry answered, and has no such schema. */
public final class UnknownSchemaException extends WireException {

  private static final long serialVersionUID = 1L;

  public UnknownSchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public UnknownSchemaException(String message) {
    this(message, null);
  }
}
