package renewals.producer.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Problem;
import renewals.kit.ServiceHttp;
import renewals.producer.domain.Acknowledgement;
import renewals.producer.intake.Intake;
import renewals.producer.intake.Lines;
import renewals.producer.intake.Outcome;
import renewals.producer.intake.Text;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.EventType;

/**
 * Events over HTTP.
 *
 * <p>Source: contract, "HTTP in".
 */
public final class IntakeApi {

  /** Where one event of each type is posted. */
  static final Map<String, EventType> ROUTES =
      Map.of(
          "/v1/renewals", EventType.RENEWAL_REQUESTED,
          "/v1/payments", EventType.PAYMENT,
          "/v1/reviews", EventType.CARRIER_REVIEW,
          "/v1/carrier-status", EventType.CARRIER_STATUS,
          "/v1/merchant-contacts", EventType.MERCHANT_CONTACT);

  /** Where many events of any type are posted, one a line. */
  static final String LINES_ROUTE = "/v1/events";

  static final String OPENAPI_ROUTE = "/openapi";

  private static final Set<String> FORWARDING = Set.of("forwarded", "via");

  private static final Logger LOG = LoggerFactory.getLogger(IntakeApi.class);
  private static final String OPENAPI_RESOURCE = "openapi.yaml";

  /** What became of a line that did not come whole. */
  private static final Outcome BROKEN_OFF =
      new Outcome.Refused(
          List.of(
              new Violation(
                  EventJson.WHOLE, "a part of a line", "a whole one; the request broke off")));

  private final Intake intake;

  public IntakeApi(Intake intake) {
    this.intake = intake;
  }

  /** Adds the routes to a server. */
  public void addTo(JavalinConfig config) {
    ROUTES.forEach((path, type) -> config.routes.post(path, context -> takeOne(context, type)));
    config.routes.post(LINES_ROUTE, this::takeLines);
    config.routes.before(IntakeApi::refuseForwarded);
    config.routes.before("/v1/*", IntakeApi::refuseWebPages);
    config.routes.get(OPENAPI_ROUTE, IntakeApi::openApi);
  }

  /**
   * A page in a browser on this machine reaches loopback too, and its requests bear its origin.
   * Programs send none.
   */
  private static void refuseWebPages(Context context) {
    if (context.req().getHeader("Origin") != null) {
      throw new ForbiddenResponse("events are not taken from web pages");
    }
  }

  /**
   * As long as callers are not identified, only programs on this machine may say anything, and what
   * a proxy passes on came from elsewhere.
   */
  private static void refuseForwarded(Context context) {
    for (var names = context.req().getHeaderNames(); names.hasMoreElements(); ) {
      String name = names.nextElement().toLowerCase(Locale.ROOT);
      if (FORWARDING.contains(name) || name.startsWith("x-forwarded-")) {
        context.header("WWW-Authenticate", "Bearer realm=\"renewals\"");
        throw new UnauthorizedResponse(
            "the request carries %s, and callers through a proxy are not identified"
                .formatted(name));
      }
    }
  }

  private void takeOne(Context context, EventType type) throws IOException {
    if (refusesMediaType(context, MediaTypes.ONE_EVENT)) {
      return;
    }
    Text text =
        context.req().getContentLengthLong() > Text.MOST_BYTES_READ
            ? new Text.TooLong()
            : Text.readAll(context.req().getInputStream());
    Answers.answer(context, submit(type, text).join());
  }

  private void takeLines(Context context) throws IOException, InterruptedException {
    if (refusesMediaType(context, MediaTypes.LINES)) {
      return;
    }
    context.status(Answers.OK).contentType("application/x-ndjson").disableCompression();
    LineAnswers answers = new LineAnswers(context.res().getOutputStream());
    Lines lines = new Lines(context.req().getInputStream(), () -> ServiceHttp.goesOn(context));
    try {
      Optional<Lines.Line> line = lines.next();
      while (line.isPresent() && answers.isOpen()) {
        answers.add(line.get().number(), submit(null, line.get().text()));
        line = lines.next();
      }
    } catch (IOException e) {
      if (answers.areNone()) {
        throw e;
      }
      answers.add(lines.number() + 1, CompletableFuture.completedFuture(BROKEN_OFF));
    } finally {
      if (!answers.finish()) {
        answers.failure().ifPresent(e -> LOG.warn("answers to lines broke off: {}", e.toString()));
      }
    }
  }

  private CompletableFuture<Outcome> submit(@Nullable EventType implied, Text text) {
    return intake.submit(implied, text).thenApply(IntakeApi::logged);
  }

  /** Who only sees answers and outputs would not know of what was taken in with a doubt. */
  private static Outcome logged(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted(Acknowledgement where, List<Violation> doubts)) {
      doubts.forEach(doubt -> LOG.warn("{} was taken in, but {}", where.eventId(), doubt));
    }
    return outcome;
  }

  private static boolean refusesMediaType(Context context, MediaTypes expected) {
    String coding = context.req().getHeader("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      Problem.of(
              Answers.UNSUPPORTED_MEDIA_TYPE,
              "Unsupported content coding",
              "Content-Encoding is %s, expected none".formatted(coding))
          .answer(context);
      return true;
    }
    String given = context.req().getContentType();
    if (expected.include(given)) {
      return false;
    }
    Problem.of(
            Answers.UNSUPPORTED_MEDIA_TYPE,
            "Unsupported content type",
            "Content-Type is %s, expected %s"
                .formatted(given == null ? "nothing" : given, expected.expectation()))
        .answer(context);
    return true;
  }

  private static void openApi(Context context) throws IOException {
    try (InputStream in = IntakeApi.class.getResourceAsStream(OPENAPI_RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(OPENAPI_RESOURCE + " is not in the jar");
      }
      context.contentType("application/yaml").result(in.readAllBytes());
    }
  }
}
