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
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Violation;

/**
 * Where operators ask for a notice to be sent again. Only programs on this machine may, or who has
 * the token where one is set. It is answered once the wish is kept; what became of it stands in the
 * receipts.
 */
final class ResendRoute {

  /** The route. */
  static final String PATH = "/v1/notices/resend";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_BODY = 4096;
  private static final int LONGEST_ID = 256;
  private static final int LONGEST_ACTOR = 200;

  private final Optional<String> token;
  private final Supplier<@Nullable Keeper> keeper;

  /** Keeps what was asked. */
  interface Keeper {

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

  /** Adds the route. */
  void addTo(JavalinConfig config) {
    config.routes.post(PATH, this::take);
  }

  private void take(Context context) {
    if (!mayAsk(context)) {
      context.header("WWW-Authenticate", "Bearer");
      String expected =
          token.isPresent() ? "the configured token as bearer" : "a program on this machine";
      Problem.of(401, "Unauthorized", "expected " + expected).answer(context);
      return;
    }
    try {
      byte[] bytes = context.bodyInputStream().readNBytes(LONGEST_BODY + 1);
      if (bytes.length > LONGEST_BODY) {
        Problem.of(413, "Content Too Large", "expected at most %d bytes".formatted(LONGEST_BODY))
            .answer(context);
        return;
      }
      JsonNode body = JSON.readTree(bytes);
      List<Violation> violations = violations(body);
      if (!violations.isEmpty()) {
        new Problem("Bad Request", 400, violations.getFirst().toString(), violations)
            .answer(context);
        return;
      }
      keep(context, body);
    } catch (JsonProcessingException e) {
      Problem.of(400, "Bad Request", "expected one JSON object of noticeId, merchantId, actor")
          .answer(context);
    } catch (IOException e) {
      Problem.of(400, "Bad Request", "the body broke off").answer(context);
    }
  }

  private void keep(Context context, JsonNode body) {
    Keeper keeping = keeper.get();
    if (keeping == null) {
      later(context, "not begun");
      return;
    }
    try {
      String noticeId = body.path("noticeId").asText();
      keeping.ask(noticeId, body.path("merchantId").asText(), body.path("actor").asText());
      context.status(202).json(Map.of("noticeId", noticeId));
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

  private static List<Violation> violations(JsonNode body) {
    List<Violation> found = new ArrayList<>();
    String noticeId = body.path("noticeId").asText("");
    if (noticeId.isEmpty() || noticeId.length() > LONGEST_ID) {
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
    Problem.of(503, "Service Unavailable", why).answer(context);
  }
}
