package renewals.producer.access;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import renewals.kit.http.Problem;

/** A request that isn't let in, and how it is answered. */
public final class RefusedRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final int status;
  private final String title;
  private final transient Optional<Duration> pause;

  private RefusedRequestException(
      int status, String title, String detail, Optional<Duration> pause) {
    super(detail);
    this.status = status;
    this.title = title;
    this.pause = pause;
  }

  static RefusedRequestException unauthorized(String detail) {
    return new RefusedRequestException(UNAUTHORIZED, "Who are you?", detail, Optional.empty());
  }

  public static RefusedRequestException tooMany(String detail, Duration pause) {
    return new RefusedRequestException(TOO_MANY, "Too many", detail, Optional.of(pause));
  }

  public static RefusedRequestException tooLarge(String detail) {
    return new RefusedRequestException(TOO_LARGE, "Body too large", detail, Optional.empty());
  }

  public static RefusedRequestException unavailable(String detail) {
    return new RefusedRequestException(
        UNAVAILABLE, "Try again later", detail, Optional.of(Duration.ofSeconds(5)));
  }

  /** Answers the request. */
  public void answer(Context context) {
    if (status == UNAUTHORIZED) {
      context.header("WWW-Authenticate", "Bearer realm=\"renewals\"");
    }
    pause.ifPresent(
        time -> context.header("Retry-After", Long.toString(Math.max(1, time.toSeconds() + 1))));
    Problem.of(status, title, String.valueOf(getMessage())).answer(context);
  }
}
