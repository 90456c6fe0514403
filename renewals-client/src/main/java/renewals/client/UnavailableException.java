package renewals.client;

import org.jspecify.annotations.Nullable;

/** Kafka or the registry cannot take an event now: sending it again later helps. */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
