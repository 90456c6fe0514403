package renewals.producer.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.client.Acknowledgement;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.ServiceHttp;
import renewals.kit.tracing.TraceStep;
import renewals.kit.tracing.Tracing;
import renewals.parties.model.Objection;
import renewals.producer.access.Admission;
import renewals.producer.access.Gate;
import renewals.producer.access.RefusedRequestException;
import renewals.producer.intake.Intake;
import renewals.producer.intake.Lines;
import renewals.producer.intake.Outcome;
import renewals.producer.intake.Reading;
import renewals.producer.intake.Text;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.EventType;
import renewals.schemas.trace.TraceContext;

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
          "/v1/card-usage", EventType.CARD_USAGE,
          "/v1/card-status", EventType.CARD_STATUS,
          "/v1/announcements", EventType.ANNOUNCEMENT,
          "/v1/merchant-contacts", EventType.MERCHANT_CONTACT);

  /** Where many events of any type are posted, one a line. */
  static final String LINES_ROUTE = "/v1/events";

  static final String OPENAPI_ROUTE = "/openapi";

  private static final Logger LOG = LoggerFactory.getLogger(IntakeApi.class);
  private static final String OPENAPI_RESOURCE = "openapi.yaml";

  /** What became of a line that did not come whole. */
  private static final Outcome BROKEN_OFF =
      new Outcome.Refused(
          List.of(
              new Violation(
                  EventJson.WHOLE, "a part of a line", "a whole one; the request broke off")));

  private final Gate gate;
  private final Intake intake;
  private final RequestSpans spans;
  private final SignedBodies bodies = new SignedBodies();

  /** Of a service that traces nothing. */
  public IntakeApi(Gate gate, Intake intake) {
    this(gate, intake, Tracing.OFF);
  }

  public IntakeApi(Gate gate, Intake intake, Tracing tracing) {
    this.gate = gate;
    this.intake = intake;
    this.spans = new RequestSpans(tracing);
  }

  /** Adds the routes to a server. */
  public void addTo(JavalinConfig config) {
    ROUTES.forEach(
        (path, type) -> config.routes.post(path, context -> takeOne(context, path, type)));
    config.routes.post(LINES_ROUTE, this::takeLines);
    config.routes.exception(
        RefusedRequestException.class, (refused, context) -> refused.answer(context));
    config.routes.before("/v1/*", IntakeApi::refuseWebPages);
    config.routes.get(OPENAPI_ROUTE, IntakeApi::openApi);
    DocsPages.addTo(config);
  }

  /**
   * A page in a browser on this machine reaches loopback too, and its requests bear its origin.
   * Programs send none.
   */
  private static void refuseWebPages(Context context) {
    if (context.req().getHeader("Origin") != null) {
      throw RefusedRequestException.webPage("events are not taken from web pages");
    }
  }

  private void takeOne(Context context, String route, EventType type) throws IOException {
    try (Admission admission = gate.admit(context)) {
      TraceStep step = spans.begin(context, route);
      if (!refusesMediaType(context, MediaTypes.ONE_EVENT)) {
        Reading reading = readOne(context, admission, type);
        RequestSpans.name(step, reading);
        HttpResponses.answer(context, submit(admission, reading, step.context()).join());
      }
      RequestSpans.end(step, context.statusCode());
    }
  }

  private Reading readOne(Context context, Admission admission, EventType type) throws IOException {
    if (context.req().getContentLengthLong() > Text.MOST_BYTES_READ) {
      return intake.read(type, new Text.TooLong());
    }
    byte[] body = Text.bytesOf(context.req().getInputStream(), context.req().getContentLength());
    if (body.length > Text.MOST_BYTES_READ) {
      return intake.read(type, new Text.TooLong());
    }
    Reading reading = admission.prove(body, () -> intake.read(type, Text.whole(body)));
    admission.spend();
    return reading;
  }

  private void takeLines(Context context) throws IOException, InterruptedException {
    try (Admission admission = gate.admit(context)) {
      if (refusesMediaType(context, MediaTypes.LINES)) {
        return;
      }
      TraceStep step = spans.begin(context, LINES_ROUTE);
      if (!admission.coversBody()) {
        takeLines(context, admission, context.req().getInputStream(), step.context());
        RequestSpans.end(step, context.statusCode());
        return;
      }
      try (SignedBodies.Body body =
          bodies.read(
              context.req().getInputStream(),
              admission.speaker().partyId().orElse(""),
              admission::tooMuch)) {
        byte[] bytes = body.bytes();
        InputStream in = admission.prove(bytes, () -> new ByteArrayInputStream(bytes));
        takeLines(context, admission, in, step.context());
      }
      RequestSpans.end(step, context.statusCode());
    }
  }

  private void takeLines(
      Context context, Admission admission, InputStream in, @Nullable TraceContext trace)
      throws IOException, InterruptedException {
    context.status(HttpResponses.OK).contentType("application/x-ndjson").disableCompression();
    LineAnswers answers = new LineAnswers(context.res().getOutputStream());
    Lines lines = new Lines(in, () -> ServiceHttp.goesOn(context));
    try {
      Optional<Lines.Line> line = lines.next();
      while (line.isPresent() && answers.isOpen()) {
        admission.spendWaiting();
        answers.add(
            line.get().number(), submit(admission, intake.read(null, line.get().text()), trace));
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

  private CompletableFuture<Outcome> submit(
      Admission admission, Reading reading, @Nullable TraceContext trace) {
    return intake
        .submit(admission.speaker(), reading, trace)
        .thenApply(
            outcome -> {
              switch (outcome) {
                case Outcome.Forbidden(Objection objection) ->
                    admission.refused(ProblemCode.FOREIGN_CLAIM, objection.violation());
                case Outcome.Ambiguous(Violation violation) ->
                    admission.refused(ProblemCode.EVENT_REFUSED, violation);
                default -> {}
              }
              return logged(outcome);
            });
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
              ProblemCode.UNSUPPORTED_CODING,
              "Content-Encoding is %s, expected none".formatted(coding))
          .answer(context);
      return true;
    }
    String given = context.req().getContentType();
    if (expected.include(given)) {
      return false;
    }
    Problem.of(
            ProblemCode.UNSUPPORTED_TYPE,
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
