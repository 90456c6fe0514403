package renewals.portal.ops;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import renewals.portal.web.Assets;
import renewals.portal.web.Html;
import renewals.portal.web.SecurityHeaders;

/** {@code /ops} and below: the operators' pages. */
public final class OpsPages {

  private static final List<Runbook.Paragraph> RUNBOOK = Runbook.packed();

  private final Supplier<OpsFigures> figures;
  private final DeadLetterCounts dead;
  private final UndeliveredNotices notices;
  private final UnknownPayments unknown;
  private final SearchPages search;
  private final Optional<String> token;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * The page over these figures.
   *
   * @param figures those of the moment
   * @param token asked for, if there is one
   * @param zone in which times are shown
   */
  public OpsPages(
      Supplier<OpsFigures> figures,
      DeadLetterCounts dead,
      UndeliveredNotices notices,
      UnknownPayments unknown,
      SearchPages search,
      Optional<String> token,
      ZoneId zone,
      Clock clock) {
    this.figures = figures;
    this.dead = dead;
    this.notices = notices;
    this.unknown = unknown;
    this.search = search;
    this.token = token;
    this.zone = zone;
    this.clock = clock;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.before(SecurityHeaders::set);
    config.routes.before("/ops", this::authenticate);
    config.routes.before("/ops/*", this::authenticate);
    Assets.routes(config);
    config.routes.get("/", context -> context.status(303).header("Location", "/ops"));
    config.routes.get("/ops", this::show);
    config.routes.get("/ops/runbook", OpsPages::runbook);
    search.routes(config);
  }

  private void authenticate(Context context) {
    if (token.isEmpty() || isRight(context.header("Authorization"), token.get())) {
      return;
    }
    context.status(401).header("WWW-Authenticate", "Basic realm=\"operators\", charset=\"UTF-8\"");
    context.contentType("text/plain").result("expected the configured token as password");
    context.skipRemainingHandlers();
  }

  private static boolean isRight(@Nullable String header, String token) {
    String given = header == null ? "" : header;
    if (given.startsWith("Basic ")) {
      try {
        byte[] pair = Base64.getDecoder().decode(given.substring("Basic ".length()));
        String text = new String(pair, StandardCharsets.UTF_8);
        given = "Bearer " + text.substring(text.indexOf(':') + 1);
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
    return MessageDigest.isEqual(
        ("Bearer " + token).getBytes(StandardCharsets.UTF_8),
        given.getBytes(StandardCharsets.UTF_8));
  }

  private static void runbook(Context context) {
    context
        .contentType("text/html; charset=utf-8")
        .result(Html.render("ops-runbook.jte", Map.of("paragraphs", RUNBOOK)));
  }

  private void show(Context context) {
    OpsView view = OpsViews.of(figures.get(), dead, notices, unknown, zone, clock.instant());
    context
        .contentType("text/html; charset=utf-8")
        .result(Html.render("ops.jte", Map.of("view", view)));
  }
}
