package renewals.activation.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import renewals.activation.api.RenewalLookup.Found;
import renewals.activation.api.RenewalQuery.Reach;
import renewals.kit.Problem;
import renewals.schemas.contract.Iccid;

/**
 * {@code GET /v1/renewals/{renewalId}} and {@code GET /v1/cards/{iccid}}: what {@link RenewalQuery}
 * answers, as JSON, for the platform's own systems.
 */
public final class QueryApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETRY_AFTER_SECONDS = "2";

  private final RenewalQuery query;
  private final Optional<String> token;

  /**
   * An API over these answers.
   *
   * @param token asked for on each query as {@code Authorization: Bearer}, if there is one
   */
  public QueryApi(RenewalQuery query, Optional<String> token) {
    this.query = query;
    this.token = token;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.before("/v1/*", this::authenticate);
    config.routes.get("/v1/renewals/{renewalId}", this::renewal);
    config.routes.get("/v1/cards/{iccid}", this::card);
  }

  private void authenticate(Context context) {
    if (token.isEmpty()) {
      return;
    }
    String expected = "Bearer " + token.get();
    String given = Optional.ofNullable(context.header("Authorization")).orElse("");
    boolean same =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    if (!same) {
      context.header("WWW-Authenticate", "Bearer");
      Problem.of(401, "Unauthorized", "expected the configured token as bearer").answer(context);
      context.skipRemainingHandlers();
    }
  }

  private void renewal(Context context) {
    answer(context, query.renewal(context.pathParam("renewalId"), reach(context)));
  }

  private void card(Context context) {
    String given = context.pathParam("iccid");
    Optional<Iccid> iccid = Iccid.parse(given);
    if (iccid.isEmpty()) {
      Problem.of(400, "Bad request", "iccid is %s, expected %s".formatted(given, Iccid.EXPECTATION))
          .answer(context);
      return;
    }
    answer(context, query.card(iccid.get(), reach(context)));
  }

  private static Reach reach(Context context) {
    return context.header(OtherInstances.PASSED_ON) == null ? Reach.ANYWHERE : Reach.HERE;
  }

  private static void answer(Context context, Found<?> found) {
    switch (found) {
      case Found.Known<?> known ->
          context.contentType("application/json").result(json(known.answer()));
      case Found.Unknown<?> ignored ->
          Problem.of(404, "Not found", "nothing is known of " + context.path()).answer(context);
      case Found.Moving<?> ignored -> {
        context.header("Retry-After", RETRY_AFTER_SECONDS);
        Problem.of(503, "Being moved", "the state is being moved, try again in a moment")
            .answer(context);
      }
    }
  }

  private static String json(Object answer) {
    try {
      return JSON.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot happen: answers have plain fields only", e);
    }
  }
}
