package renewals.notifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import renewals.kit.http.Arrival;
import renewals.kit.http.Loopback;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;

/**
 * Where operators ask for a notice to be sent again, or a merchant to be forgotten. Only programs
 * on this machine may, or who has the token where one is set. It is answered once the wish is kept;
 * what became of it stands in the receipts.
 */
final class ResendRoute {

  /** The route of a notice that is to be sent again. */
  static final String PATH = "/v1/notices/resend";

  /** The route of a merchant who is to be forgotten. */
  static final String FORGET_PATH = "/v1/merchants/forget";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_BODY = 4096;
  private static final int LONGEST_ID = 256;
  private static final int LONGEST_ACTOR = 200;

  private final Optional<String> token;
  private final Supplier<@Nullable Keeper> keeper;

  /** Keeps for good what was asked of a notice. */
  interface Resending {
    void ask(String noticeId, String merchantId, String actor) throws InterruptedException;
  }

  /** Keeps for good that a merchant is to be forgotten. */
  interface Forgetting {
    void ask(String merchantId, String actor) throws InterruptedException;
  }

  /** Keeps what was asked. */
  interface Keeper {

    /** One that asks these. */
    static Keeper of(Resending resending, Forgetting forgetting) {
      return new Keeper() {
        @Override
        public void forget(String merchantId, String actor) throws InterruptedException {
          forgetting.ask(merchantId, actor);
        }

        @Override
        public void ask(String noticeId, String merchantId, String actor)
            throws InterruptedException {
          resending.ask(noticeId, merchantId, actor);
        }
      };
    }

    /**
     * Keeps for good that a merchant is to be forgotten.
     *
     * @throws InterruptedException it isn't kept
     */
    void forget(String merchantId, String actor) throws InterruptedException;

    /**
     * Keeps a wish for good.
     *
     * @throws InterruptedException it isn't kept
     */
    void ask(String noticeId, String merchantId, String actor) throws InterruptedException;
  }

  /**
   * A route.
   *
   * @param token without it only programs on this machine may ask
   * @param keeper null before the senders began
   */
  ResendRoute(Optional<String> token, Supplier<@Nullable Keeper> keeper) {
    this.token = token;
    this.keeper = keeper;
  }

  /** Adds the routes. */
  void addTo(JavalinConfig config) {
    config.routes.post(PATH, context -> take(context, true));
    config.routes.post(FORGET_PATH, context -> take(context, false));
  }

  private void take(Context context, boolean isResend) {
    if (!mayAsk(context)) {
      context.header("WWW-Authenticate", "Bearer");
      String expected =
          token.isPresent() ? "the configured token as bearer" : "a program on this machine";
      Problem.of(ProblemCode.UNAUTHORIZED, "expected " + expected).answer(context);
      return;
    }
    try {
      byte[] bytes = context.bodyInputStream().readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY) {
        Problem.of(ProblemCode.BODY_TOO_LARGE, "expected at most %d bytes".formatted(LONGEST_BODY))
            .answer(context);
        return;
      }
      JsonNode body = JSON.readTree(bytes);
      List<Violation> violations = violations(body, isResend);
      if (!violations.isEmpty()) {
        Problem.of(ProblemCode.BODY_REFUSED, violations.getFirst().toString(), violations)
            .answer(context);
        return;
      }
      keep(context, body, isResend);
    } catch (JsonProcessingException e) {
      Problem.of(
              ProblemCode.BODY_REFUSED,
              "expected one JSON object of %smerchantId, actor"
                  .formatted(isResend ? "noticeId, " : ""))
          .answer(context);
    } catch (IOException e) {
      Problem.of(ProblemCode.BAD_REQUEST, "the body broke off").answer(context);
    }
  }

  private void keep(Context context, JsonNode body, boolean isResend) {
    Keeper keeping = keeper.get();
    if (keeping == null) {
      later(context, "not begun");
      return;
    }
    try {
      String merchantId = body.path("merchantId").asText();
      String actor = body.path("actor").asText();
      if (isResend) {
        String noticeId = body.path("noticeId").asText();
        keeping.ask(noticeId, merchantId, actor);
        context.status(202).json(Map.of("noticeId", noticeId));
      } else {
        keeping.forget(merchantId, actor);
        context.status(202).json(Map.of("merchantId", merchantId));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      later(context, "stopping");
    }
  }

  private boolean mayAsk(Context context) {
    if (token.isEmpty()) {
      return Loopback.is(context.req().getRemoteAddr())
          && !Arrival.isForwarded(context.req())
          && "application/json".equals(context.contentType());
    }
    String given = context.header("Authorization");
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8));
  }

  private static List<Violation> violations(JsonNode body, boolean isResend) {
    List<Violation> found = new ArrayList<>();
    String noticeId = body.path("noticeId").asText("");
    if (isResend && (noticeId.isEmpty() || noticeId.length() > LONGEST_ID)) {
      found.add(new Violation("noticeId", noticeId, "the id of a notice"));
    }
    String merchantId = body.path("merchantId").asText("");
    if (!EventContract.isId(merchantId)) {
      found.add(new Violation("merchantId", merchantId, "the id of its merchant"));
    }
    String actor = body.path("actor").asText("");
    if (actor.isBlank() || actor.length() > LONGEST_ACTOR) {
      found.add(new Violation("actor", actor, "who asks, 1 to 200 characters"));
    }
    return found;
  }

  private static void later(Context context, String why) {
    context.header("Retry-After", "5");
    Problem.of(ProblemCode.UNAVAILABLE, why).answer(context);
  }
}
