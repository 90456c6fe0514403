package renewals.activation.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import renewals.activation.query.state.Found;
import renewals.activation.query.state.KeyedQuery.Reach;
import renewals.activation.query.state.PeerClient;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;

/** How queries are answered over HTTP. */
final class QueryAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETRY_AFTER_SECONDS = "2";

  private QueryAnswers() {}

  /** How far a question may go: one that another instance passed on is answered here. */
  static Reach reach(Context context) {
    return context.header(PeerClient.PASSED_ON) == null ? Reach.ANYWHERE : Reach.HERE;
  }

  /** What was found, 404 where there is no such thing, 503 where nobody can say for now. */
  static void found(Context context, Found<?> found) {
    switch (found) {
      case Found.Known<?> known -> answer(context, known.answer());
      case Found.Unknown<?> ignored ->
          Problem.of(ProblemCode.UNKNOWN, "nothing is known of " + context.path()).answer(context);
      case Found.Moving<?> ignored ->
          later(context, ProblemCode.BEING_MOVED, "the state is being moved or catches up");
    }
  }

  /** 503: nobody can say for now. */
  static void later(Context context, ProblemCode code, String why) {
    context.header("Retry-After", RETRY_AFTER_SECONDS);
    Problem.of(code, why + ", try again in a moment").answer(context);
  }

  /** 400 with each bad field. */
  static void refuse(Context context, QueryParameters.Refused refused) {
    Problem.of(
            ProblemCode.PARAMETER_REFUSED,
            String.valueOf(refused.getMessage()),
            refused.violations())
        .answer(context);
  }

  /** 200 as JSON. */
  static void answer(Context context, Object answer) {
    context.contentType("application/json").result(json(answer));
  }

  private static String json(Object answer) {
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: answers have plain fields only", e);
    }
  }
}
