package renewals.producer.access;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;

/** A request that isn't let in, and how it is answered. */
public final class RefusedRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient Optional<Duration> pause;

  private RefusedRequestException(ProblemCode code, String detail, Optional<Duration> pause) {
    super(detail);
    this.code = code;
    this.pause = pause;
  }

  static RefusedRequestException unauthorized(String detail) {
    return new RefusedRequestException(ProblemCode.UNAUTHORIZED, detail, Optional.empty());
  }

  public static RefusedRequestException webPage(String detail) {
    return new RefusedRequestException(ProblemCode.WEB_PAGE_REFUSED, detail, Optional.empty());
  }

  public static RefusedRequestException tooMany(String detail, Duration pause) {
    return new RefusedRequestException(ProblemCode.TOO_MANY, detail, Optional.of(pause));
  }

  public static RefusedRequestException tooLarge(String detail) {
    return new RefusedRequestException(ProblemCode.BODY_TOO_LARGE, detail, Optional.empty());
  }

  public static RefusedRequestException unavailable(String detail) {
    return new RefusedRequestException(
        ProblemCode.UNAVAILABLE, detail, Optional.of(Duration.ofSeconds(5)));
  }

  /** What kind of problem it is answered with. */
  public ProblemCode code() {
    return code;
  }

  /** Answers the request. */
  public void answer(Context context) {
    if (code == ProblemCode.UNAUTHORIZED) {
      context.header("WWW-Authenticate", "Bearer realm=\"renewals\"");
    }
    pause.ifPresent(
        time -> context.header("Retry-After", Long.toString(Math.max(1, time.toSeconds() + 1))));
    Problem.of(code, String.valueOf(getMessage())).answer(context);
  }
}
