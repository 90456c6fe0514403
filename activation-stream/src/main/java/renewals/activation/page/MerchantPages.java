package renewals.activation.page;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import renewals.activation.api.Answers;
import renewals.activation.api.RenewalLookup;
import renewals.activation.api.RenewalLookup.Found;
import renewals.kit.SignedTokens.Worth;

/**
 * {@code /}: asks for a renewal's number and the last four of its card; {@code /r/{renewalId}}: its
 * page; {@code /r/{renewalId}/events}: keeps an open page up to date.
 */
public final class MerchantPages implements AutoCloseable {

  private static final Pattern RENEWAL_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final String LANGUAGE_COOKIE = "lang";
  private static final int A_YEAR_IN_SECONDS = 365 * 24 * 3600;
  private static final int DIGITS = 4;
  private static final Pattern CARD_TAIL = Pattern.compile("[0-9A-F]{4}");

  /** Compared with where there is no card; nothing that may be typed ends like it. */
  private static final String NO_CARD = "-".repeat(20);

  private static final int CARD_KEY_LENGTH = 19;
  private static final int RETRY_AFTER_SECONDS = 5;

  private final RenewalLookup lookup;
  private final PageSettings settings;
  private final Function<String, Optional<ZoneId>> zones;
  private final Clock clock;
  private final Passes passes;
  private final AskLimits limits;
  private final Watchers watchers;
  private final LiveAnswers live;

  /**
   * The pages over these answers.
   *
   * @param zones a merchant's zone, empty where his contact names none
   */
  public MerchantPages(
      RenewalLookup lookup,
      PageSettings settings,
      Function<String, Optional<ZoneId>> zones,
      Clock clock) {
    this.lookup = lookup;
    this.settings = settings;
    this.zones = zones;
    this.clock = clock;
    this.passes = new Passes(settings, clock);
    this.limits = new AskLimits(settings.asks(), clock);
    this.watchers = new Watchers(settings.liveConnections());
    this.live = new LiveAnswers(clock);
  }

  /** Who is to be told of changes. */
  public Watchers watchers() {
    return watchers;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.before("/", SecurityHeaders::set);
    config.routes.before("/r/*", SecurityHeaders::set);
    config.routes.before("/assets/*", SecurityHeaders::set);
    Assets.routes(config);
    config.routes.get("/", this::ask);
    config.routes.post("/", this::answer);
    config.routes.get("/r/{renewalId}", this::show);
    config.routes.get("/r/{renewalId}/events", this::events);
  }

  /** Ends what is kept up to date. */
  @Override
  public void close() {
    watchers.close();
  }

  private void ask(Context context) {
    String why = context.queryParam("why");
    Phrase notice =
        switch (why == null ? "" : why) {
          case "expired" -> Phrase.ASK_LINK_EXPIRED;
          case "again" -> Phrase.ASK_AGAIN;
          default -> null;
        };
    Language language = language(context);
    String renewalId = Optional.ofNullable(context.queryParam("r")).orElse("");
    askForm(context, language, renewalId, notice == null ? "" : notice.in(language));
  }

  private void answer(Context context) {
    Language language = language(context);
    String renewalId = Optional.ofNullable(context.formParam("renewal")).orElse("").strip();
    String digits = lastFour(context.formParam("card"));
    Duration pause = limits.ask(client(context));
    Duration closed = limits.closedFor(renewalId);
    if (!pause.isZero() || !closed.isZero()) {
      tooOften(context, language, renewalId, pause.compareTo(closed) > 0 ? pause : closed);
      return;
    }
    if (renewalId.isEmpty() || !CARD_TAIL.matcher(digits).matches()) {
      context.status(400);
      askForm(context, language, renewalId, Phrase.ASK_INCOMPLETE.in(language));
      return;
    }
    Found<Answers.Renewal> found = find(renewalId);
    if (found instanceof Found.Moving) {
      moving(context, language);
    } else if (isLastFourOf(cardOf(found), digits)) {
      passes.give(context, renewalId);
      context.status(303).header("Location", "/r/" + renewalId);
    } else {
      wrong(context, language, renewalId);
    }
  }

  /** The same for an unknown number and for wrong digits, so that numbers can't be walked. */
  private void wrong(Context context, Language language, String renewalId) {
    if (RENEWAL_ID.matcher(renewalId).matches()) {
      limits.wrong(renewalId);
    }
    context.status(404);
    askForm(context, language, renewalId, Phrase.ASK_NOT_FOUND.in(language));
  }

  private static void tooOften(
      Context context, Language language, String renewalId, Duration pause) {
    Figures figures = new Figures(language, ZoneId.of("UTC"), Instant.EPOCH);
    context.status(429);
    context.header("Retry-After", String.valueOf(Math.max(1, pause.plusMillis(999).toSeconds())));
    askForm(context, language, renewalId, Phrase.ASK_TOO_OFTEN.in(language, figures.pause(pause)));
  }

  private static String cardOf(Found<Answers.Renewal> found) {
    String iccid =
        found instanceof Found.Known<Answers.Renewal> known ? known.answer().iccid() : null;
    return iccid == null ? NO_CARD : iccid;
  }

  /** With or without the check digit, which some leave out; takes the same time either way. */
  private static boolean isLastFourOf(String iccid, String digits) {
    byte[] given = digits.getBytes(StandardCharsets.UTF_8);
    String key = iccid.substring(0, Math.min(iccid.length(), CARD_KEY_LENGTH));
    boolean whole = MessageDigest.isEqual(tail(iccid), given);
    boolean withoutCheck = MessageDigest.isEqual(tail(key), given);
    return whole || withoutCheck;
  }

  private static byte[] tail(String number) {
    return number.substring(number.length() - DIGITS).getBytes(StandardCharsets.UTF_8);
  }

  /** The last four of what was typed: some type the whole number, with spaces. */
  private static String lastFour(@Nullable String typed) {
    String plain = typed == null ? "" : typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return plain.length() < DIGITS ? plain : plain.substring(plain.length() - DIGITS);
  }

  private Found<Answers.Renewal> find(String renewalId) {
    return RENEWAL_ID.matcher(renewalId).matches()
        ? lookup.renewal(renewalId)
        : new Found.Unknown<>();
  }

  private void show(Context context) {
    String renewalId = context.pathParam("renewalId");
    if (!mayShow(context, renewalId)) {
      return;
    }
    Language language = language(context);
    switch (find(renewalId)) {
      case Found.Moving<?> ignored -> moving(context, language);
      case Found.Unknown<?> ignored ->
          message(context, 404, language, Phrase.GONE_TITLE, Phrase.GONE);
      case Found.Known<Answers.Renewal> known -> {
        RenewalView view = view(known.answer(), language);
        String query = linkQuery(context);
        html(
            context,
            "renewal.jte",
            Map.of(
                "view",
                view,
                "events",
                "/r/" + renewalId + "/events" + query,
                "self",
                "/r/" + renewalId + query,
                "other",
                otherLanguage("/r/" + renewalId, query, language)));
      }
    }
  }

  /** Sends who may not see the page to the form. */
  private boolean mayShow(Context context, String renewalId) {
    Worth worth = passes.check(context, renewalId);
    if (worth == Worth.VALID) {
      return true;
    }
    boolean linked = context.queryParam(Passes.TOKEN) != null;
    String why = linked && worth == Worth.EXPIRED ? "expired" : "again";
    String known = RENEWAL_ID.matcher(renewalId).matches() ? "&r=" + renewalId : "";
    context.status(303).header("Location", "/?why=" + why + known);
    return false;
  }

  private void events(Context context) throws IOException {
    String renewalId = context.pathParam("renewalId");
    if (passes.check(context, renewalId) != Worth.VALID) {
      context.status(403);
      return;
    }
    if (!String.valueOf(context.header("Accept")).contains(EventStream.TYPE)) {
      context.status(406);
      return;
    }
    Optional<Watchers.Watch> watch = watchers.open(renewalId);
    if (watch.isEmpty()) {
      context.status(503).header("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
      return;
    }
    Language language = language(context);
    try (Watchers.Watch open = watch.get()) {
      live.tell(EventStream.open(context), open, () -> rendered(renewalId, language));
    }
  }

  private Optional<String> rendered(String renewalId, Language language) {
    if (find(renewalId) instanceof Found.Known<Answers.Renewal> known) {
      return Optional.of(Html.render("live.jte", Map.of("view", view(known.answer(), language))));
    }
    return Optional.empty();
  }

  private RenewalView view(Answers.Renewal renewal, Language language) {
    String merchantId = renewal.merchantId();
    ZoneId zone =
        (merchantId == null ? Optional.<ZoneId>empty() : zones.apply(merchantId))
            .orElse(settings.zone());
    Figures figures = new Figures(language, zone, clock.instant());
    return RenewalViews.of(renewal, card(renewal), figures);
  }

  private Optional<Answers.Card> card(Answers.Renewal renewal) {
    String iccid = renewal.iccid();
    return iccid != null && lookup.card(iccid) instanceof Found.Known<Answers.Card> known
        ? Optional.of(known.answer())
        : Optional.empty();
  }

  private static void moving(Context context, Language language) {
    context.header("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
    message(context, 503, language, Phrase.MOVING_TITLE, Phrase.MOVING);
  }

  private static void message(
      Context context, int status, Language language, Phrase title, Phrase text) {
    context.status(status);
    String path = context.path();
    String query = linkQuery(context);
    html(
        context,
        "message.jte",
        Map.of(
            "language",
            language,
            "title",
            title.in(language),
            "text",
            text.in(language),
            "again",
            status == 503,
            "self",
            path + query,
            "other",
            otherLanguage(path, query, language)));
  }

  private static void askForm(Context context, Language language, String renewalId, String notice) {
    html(
        context,
        "ask.jte",
        Map.of(
            "language", language,
            "renewalId", renewalId,
            "notice", notice,
            "other", otherLanguage("/", "", language)));
  }

  private static void html(Context context, String template, Map<String, Object> parameters) {
    context.contentType("text/html; charset=utf-8").result(Html.render(template, parameters));
  }

  /** The part of a link that opens the page, if the caller came by one. */
  private static String linkQuery(Context context) {
    String token = context.queryParam(Passes.TOKEN);
    boolean plain = token != null && token.matches("[A-Za-z0-9._-]{1,64}");
    return plain ? "?" + Passes.TOKEN + "=" + token : "";
  }

  private static String otherLanguage(String path, String query, Language language) {
    return path + (query.isEmpty() ? "?" : query + "&") + "lang=" + language.other().code();
  }

  /** What was switched to, now or before, else what the browser asks for. */
  private Language language(Context context) {
    Language switched = Language.ofCode(context.queryParam("lang"));
    if (switched != null) {
      context.cookie(
          new Cookie(
              LANGUAGE_COOKIE,
              switched.code(),
              "/",
              A_YEAR_IN_SECONDS,
              settings.secure(),
              true,
              null,
              SameSite.LAX));
      return switched;
    }
    Language kept = Language.ofCode(context.cookie(LANGUAGE_COOKIE));
    return kept != null ? kept : Language.accepted(context.header("Accept-Language"));
  }

  /** Who asks: behind a proxy, the last address that its header names. */
  private String client(Context context) {
    String named = settings.clientHeader().map(context::header).orElse(null);
    return named == null ? context.ip() : named.substring(named.lastIndexOf(',') + 1).strip();
  }
}
