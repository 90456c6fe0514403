package renewals.portal.merchant;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.kit.ServiceHttp;
import renewals.portal.access.LookupRateLimits;
import renewals.portal.access.Network;
import renewals.portal.access.PageAccess;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.portal.config.PageSettings;
import renewals.portal.live.EventStream;
import renewals.portal.live.LiveAnswers;
import renewals.portal.live.LiveEvent;
import renewals.portal.live.LiveShares.Viewer;
import renewals.portal.live.LiveSubscribers;
import renewals.portal.live.LiveSubscribers.Opening;
import renewals.portal.text.DisplayFormats;
import renewals.portal.text.Language;
import renewals.portal.text.PageMessages;
import renewals.portal.web.Assets;
import renewals.portal.web.Html;
import renewals.portal.web.SecurityHeaders;
import renewals.schemas.links.SignedTokens.Worth;
import renewals.schemas.query.QueryResponses;

/**
 * {@code /}: asks for a renewal's number and the last four of its card; {@code /r/{renewalId}}: its
 * page; {@code /r/{renewalId}/events}: keeps an open page up to date.
 */
public final class MerchantPages implements AutoCloseable {

  private static final String WAS = "was";

  private final Renewals renewals;
  private final PageSettings settings;
  private final Function<String, Optional<ZoneId>> zones;
  private final Clock clock;
  private final PageAccess access;
  private final Replies replies;
  private final AskPage ask;
  private final LiveSubscribers subscribers;
  private final PageMeters meters;
  private final LiveAnswers live;

  /**
   * The pages over these answers.
   *
   * @param zones a merchant's zone, empty where his contact names none
   * @param registry where they count
   */
  public MerchantPages(
      RenewalLookup lookup,
      PageSettings settings,
      Function<String, Optional<ZoneId>> zones,
      Clock clock,
      MeterRegistry registry) {
    this.renewals = new Renewals(lookup);
    this.settings = settings;
    this.zones = zones;
    this.clock = clock;
    this.access = new PageAccess(settings, clock);
    this.replies = new Replies(settings.secure());
    LookupRateLimits limits = new LookupRateLimits(settings.asks(), clock);
    this.subscribers = new LiveSubscribers(settings.live());
    this.meters = new PageMeters(registry, limits, subscribers);
    this.ask = new AskPage(renewals, access, limits, meters, replies);
    this.live = new LiveAnswers(clock);
  }

  /** Who is to be told of changes. */
  public LiveSubscribers subscribers() {
    return subscribers;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.before("/", SecurityHeaders::set);
    config.routes.before("/r/*", SecurityHeaders::set);
    config.routes.before("/assets/*", SecurityHeaders::set);
    Assets.routes(config);
    config.routes.get("/", ask::ask);
    config.routes.post("/", ask::answer);
    config.routes.get("/r/{renewalId}", this::show);
    config.routes.get("/r/{renewalId}/events", this::events);
  }

  /** Ends what is kept up to date. */
  @Override
  public void close() {
    subscribers.close();
  }

  private void show(Context context) {
    String renewalId = context.pathParam("renewalId");
    if (!mayShow(context, renewalId)) {
      return;
    }
    Language language = replies.language(context);
    switch (renewals.find(renewalId)) {
      case Found.Moving<?> ignored -> Replies.moving(context, language);
      case Found.Away<?> ignored -> Replies.away(context, language);
      case Found.Unknown<?> ignored ->
          Replies.message(context, 404, language, PageMessages.GONE_TITLE, PageMessages.GONE);
      case Found.Known<QueryResponses.Renewal> known -> {
        RenewalView view = view(known.answer(), language, null);
        String query = Replies.linkQuery(context);
        Replies.html(
            context,
            "renewal.jte",
            Map.of(
                "view",
                view,
                "events",
                "/r/" + renewalId + "/events" + query + was(query, view),
                "self",
                "/r/" + renewalId + query,
                "other",
                Replies.otherLanguage("/r/" + renewalId, query, language)));
      }
    }
  }

  /** Sends who may not see the page to the form. */
  private boolean mayShow(Context context, String renewalId) {
    Worth worth = access.check(context, renewalId);
    if (worth == Worth.VALID) {
      return true;
    }
    boolean linked = context.queryParam(PageAccess.TOKEN) != null;
    String why = linked && worth == Worth.EXPIRED ? "expired" : "again";
    String known = Renewals.isId(renewalId) ? "&r=" + renewalId : "";
    context.status(303).header("Location", "/?why=" + why + known);
    return false;
  }

  private void events(Context context) throws IOException {
    String renewalId = context.pathParam("renewalId");
    if (access.check(context, renewalId) != Worth.VALID) {
      context.status(403);
      return;
    }
    if (!String.valueOf(context.header("Accept")).contains(EventStream.TYPE)) {
      context.status(406);
      return;
    }
    Language language = replies.language(context);
    Instant was = was(context);
    switch (subscribers.open(viewer(context, renewalId))) {
      case Opening.Full full -> {
        meters.refused(full.share());
        context.status(503).header("Retry-After", String.valueOf(Replies.RETRY_AFTER_SECONDS));
      }
      case Opening.Opened opened -> {
        try (LiveSubscribers.Watch open = opened.watch()) {
          live.tell(EventStream.open(context), open, () -> rendered(renewalId, language, was));
        }
      }
    }
  }

  /**
   * Whose shares a live page takes from; while nobody can say whose renewal it is, no merchant's.
   */
  private Viewer viewer(Context context, String renewalId) {
    String merchantId =
        renewals.find(renewalId) instanceof Found.Known<QueryResponses.Renewal> known
            ? known.answer().merchantId()
            : null;
    return new Viewer(
        renewalId,
        access.heldBy(context, renewalId),
        Optional.ofNullable(merchantId),
        Network.site(ServiceHttp.client(context)));
  }

  /** What an open page remembers, so that it can say what has changed, whoever answers it. */
  private static String was(String query, RenewalView view) {
    return view.expectedBy().isEmpty()
        ? ""
        : (query.isEmpty() ? "?" : "&") + WAS + "=" + view.expectedBy();
  }

  private static @Nullable Instant was(Context context) {
    String given = context.queryParam(WAS);
    try {
      return given == null ? null : Instant.parse(given);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private LiveEvent rendered(String renewalId, Language language, @Nullable Instant was) {
    return switch (renewals.find(renewalId)) {
      case Found.Known<QueryResponses.Renewal> known ->
          LiveEvent.answer(
              Html.render("live.jte", Map.of("view", view(known.answer(), language, was))));
      case Found.Away<?> ignored -> LiveEvent.away();
      case Found.Moving<?> ignored -> LiveEvent.moving();
      case Found.Unknown<?> ignored -> LiveEvent.moving();
    };
  }

  private RenewalView view(
      QueryResponses.Renewal renewal, Language language, @Nullable Instant was) {
    String merchantId = renewal.merchantId();
    ZoneId zone =
        (merchantId == null ? Optional.<ZoneId>empty() : zones.apply(merchantId))
            .orElse(settings.zone());
    DisplayFormats figures = new DisplayFormats(language, zone, clock.instant());
    return RenewalViews.of(renewal, card(renewal), figures, was);
  }

  private Optional<QueryResponses.Card> card(QueryResponses.Renewal renewal) {
    String iccid = renewal.iccid();
    return iccid != null && renewals.card(iccid) instanceof Found.Known<QueryResponses.Card> known
        ? Optional.of(known.answer())
        : Optional.empty();
  }
}
