package renewals.stack.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.ServiceHttp;
import renewals.kit.sandbox.ClockAnswer;
import renewals.schemas.contract.Violation;

/**
 * {@code GET /test/clock} and {@code POST /test/clock} of a sandbox.
 *
 * <p>Source: docs/partners/sandbox.md.
 */
public final class SandboxHttp implements AutoCloseable {

  private static final String NOW = "now";
  private static final String BY = "by";
  private static final int LONGEST_BODY = 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Further ahead calendars of partners end. */
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private final ServiceHttp http;

  private SandboxHttp(ServiceHttp http) {
    this.http = http;
  }

  /**
   * Begins to listen on the loopback address.
   *
   * @param port 0 for a free one
   */
  public static SandboxHttp start(int port, Sandbox sandbox) {
    return new SandboxHttp(
        ServiceHttp.startBare("127.0.0.1", port, routes -> add(routes, sandbox)));
  }

  private static void add(JavalinConfig config, Sandbox sandbox) {
    config.routes.get(ClockAnswer.PATH, context -> context.json(sandbox.answer()));
    config.routes.post(ClockAnswer.PATH, context -> move(context, sandbox));
  }

  private static void move(Context context, Sandbox sandbox) throws InterruptedException {
    try {
      byte[] body = context.bodyAsBytes();
      context.json(sandbox.move(now -> target(body, now)));
    } catch (RefusedException e) {
      Problem.of(ProblemCode.BODY_REFUSED, e.violation.expected(), List.of(e.violation))
          .answer(context);
    } catch (IllegalArgumentException e) {
      Problem.of(ProblemCode.BODY_REFUSED, String.valueOf(e.getMessage())).answer(context);
    } catch (Sandbox.NotHeardException e) {
      Problem.of(ProblemCode.UNAVAILABLE, String.valueOf(e.getMessage())).answer(context);
    }
  }

  /** What a body asks for: {@code {"now": instant}} or {@code {"by": duration}}. */
  static Instant target(byte[] body, Instant now) {
    JsonNode asked = read(body);
    String given = asked.toString();
    if (!asked.isObject() || asked.size() != 1) {
      throw new RefusedException("", given, "one of \"now\", an instant, and \"by\", a duration");
    }
    Instant target;
    if (asked.path(NOW).isTextual()) {
      target = instant(asked.path(NOW).asText());
    } else if (asked.path(BY).isTextual()) {
      target = now.plus(duration(asked.path(BY).asText()));
    } else {
      throw new RefusedException("", given, "one of \"now\", an instant, and \"by\", a duration");
    }
    if (target.isAfter(LATEST)) {
      throw new RefusedException("", given, "no later than " + LATEST);
    }
    return target;
  }

  private static JsonNode read(byte[] body) {
    try {
      if (body.length <= LONGEST_BODY) {
        return JSON.readTree(new String(body, StandardCharsets.UTF_8));
      }
    } catch (JsonProcessingException e) {
      throw new RefusedException("", "no JSON", "a JSON object such as {\"by\": \"P1D\"}");
    }
    throw new RefusedException("", body.length + " bytes", "at most " + LONGEST_BODY);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new RefusedException(NOW, text, "an instant such as 2026-03-01T08:00:00Z");
    }
  }

  private static Duration duration(String text) {
    try {
      Duration by = Duration.parse(text);
      if (!by.isNegative() && by.compareTo(Duration.ofDays(36_500)) < 0) {
        return by;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new RefusedException(BY, text, "a duration such as PT30M or P7D, which is not negative");
  }

  /** A body that asks for nothing that can be done. */
  static final class RefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final transient Violation violation;

    RefusedException(String field, String given, String expected) {
      super("%s is %s, expected %s".formatted(field.isEmpty() ? "body" : field, given, expected));
      this.violation = new Violation(field, given, expected);
    }
  }

  /** Where it listens. */
  public int port() {
    return http.port();
  }

  @Override
  public void close() {
    http.close();
  }
}
