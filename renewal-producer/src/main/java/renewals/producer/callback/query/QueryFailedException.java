package renewals.producer.callback.query;

import org.jspecify.annotations.Nullable;

/** A question got no answer that says anything: it is asked again later. */
public final class QueryFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  public QueryFailedException(String message) {
    this(message, null);
  }

  public QueryFailedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
