package renewals.cli.topics;

import org.jspecify.annotations.Nullable;
import renewals.cli.call.SelfExplaining;

/** The topics of the cluster are not as the catalogue demands; the message says it in one line. */
public final class TopicsException extends RuntimeException implements SelfExplaining {

  private static final long serialVersionUID = 1L;

  public TopicsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  public TopicsException(String message) {
    this(message, null);
  }
}
