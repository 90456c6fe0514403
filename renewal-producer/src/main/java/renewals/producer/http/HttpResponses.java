package renewals.producer.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import renewals.client.Acknowledgement;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.parties.model.Objection;
import renewals.producer.intake.Outcome;
import renewals.schemas.contract.Violation;

/** Outcomes as HTTP responses. */
final class HttpResponses {

  static final int OK = 200;
  static final int ACCEPTED = 202;

  private static final String RETRY_AFTER_SECONDS = "5";
  private static final ObjectMapper JSON = new ObjectMapper();

  private HttpResponses() {}

  /** Answers a request for one event. */
  static void answer(Context context, Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      context.status(ACCEPTED).contentType("application/json");
      context.result(bodyOf(accepted).toString().getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (outcome instanceof Outcome.Unavailable) {
      context.header("Retry-After", RETRY_AFTER_SECONDS);
    }
    problemOf(outcome).answer(context);
  }

  /** The answer to one line of many, itself one line of JSON. */
  static String lineOf(long number, Outcome outcome) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("line", number);
    if (outcome instanceof Outcome.Accepted accepted) {
      line.put("status", ACCEPTED).setAll(bodyOf(accepted));
    } else {
      line.setAll((ObjectNode) JSON.valueToTree(problemOf(outcome)));
    }
    return line.toString();
  }

  private static ObjectNode bodyOf(Outcome.Accepted accepted) {
    Acknowledgement where = accepted.where();
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("eventId", where.eventId())
            .put("topic", where.topic())
            .put("partition", where.partition())
            .put("offset", where.offset());
    List<Violation> warnings = accepted.warnings();
    if (!warnings.isEmpty()) {
      body.set("warnings", JSON.valueToTree(warnings));
    }
    return body;
  }

  private static Problem problemOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused(List<Violation> violations) ->
          Problem.of(
              ProblemCode.EVENT_REFUSED,
              violations.size() == 1
                  ? violations.getFirst().toString()
                  : violations.size() + " fields are not as the contract demands",
              violations);
      case Outcome.Ambiguous(Violation violation) ->
          Problem.of(ProblemCode.EVENT_REFUSED, violation.toString(), List.of(violation));
      case Outcome.TooLarge(int most) ->
          Problem.of(ProblemCode.EVENT_TOO_LARGE, "an event has at most %d bytes".formatted(most));
      case Outcome.Conflict(String eventId) ->
          Problem.of(
              ProblemCode.CONFLICTING_DUPLICATE,
              "%s was taken in before with other content".formatted(eventId));
      case Outcome.Forbidden(Objection objection) ->
          Problem.of(ProblemCode.FOREIGN_CLAIM, objection.text(), List.of(objection.violation()));
      case Outcome.Unavailable(String why) -> Problem.of(ProblemCode.UNAVAILABLE, why);
      case Outcome.Accepted accepted ->
          throw new IllegalArgumentException("outcome is %s, expected none".formatted(accepted));
    };
  }
}
