package renewals.stack.topics;

import org.jspecify.annotations.Nullable;

/** The topics of the cluster are not as the catalogue demands; the message says it in one line. */
public final class TopicsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public TopicsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public TopicsException(String message) {
    this(message, null);
  }
}
