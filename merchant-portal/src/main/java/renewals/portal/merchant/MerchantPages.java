package renewals.portal.merchant;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import renewals.kit.http.ServiceHttp;
import renewals.portal.access.LookupRateLimits;
import renewals.portal.access.Network;
import renewals.portal.access.PageAccess;
import renewals.portal.access.RevokedLinks;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.portal.config.PageSettings;
import renewals.portal.follow.KnownContacts.Reader;
import renewals.portal.live.EventStream;
import renewals.portal.live.LiveAnswers;
import renewals.portal.live.LiveEvent;
import renewals.portal.live.LiveShares.Share;
import renewals.portal.live.LiveShares.Viewer;
import renewals.portal.live.LiveSubscribers;
import renewals.portal.live.LiveSubscribers.Opening;
import renewals.portal.news.CurrentNews;
import renewals.portal.text.Language;
import renewals.portal.text.LanguageChoice;
import renewals.portal.text.PageMessages;
import renewals.portal.web.Assets;
import renewals.portal.web.Html;
import renewals.portal.web.Replies;
import renewals.portal.web.SecurityHeaders;
import renewals.schemas.links.SignedTokens.Worth;
import renewals.schemas.query.QueryResponses;

/**
 * {@code /}: asks for a renewal's number and the last four of its card; {@code /r/{renewalId}}: its
 * page; {@code /r/{renewalId}/events}: keeps an open page up to date; {@code /quote}: what a
 * renewal would give.
 */
public final class MerchantPages implements AutoCloseable {

  private static final String WAS = "was";

  private final Renewals renewals;
  private final ViewedRenewals viewed;
  private final PageAccess access;
  private final Replies replies;
  private final AskPage ask;
  private final QuotePage quotes;
  private final LiveSubscribers subscribers;
  private final PageMeters meters;
  private final LiveAnswers live;

  /**
   * The pages over these answers.
   *
   * @param readers how a merchant reads, empty where that is as usual
   * @param revoked which links open nothing any more
   * @param registry where they count
   */
  public MerchantPages(
      RenewalLookup lookup,
      PageSettings settings,
      Function<String, Optional<Reader>> readers,
      RevokedLinks revoked,
      Clock clock,
      MeterRegistry registry) {
    this.renewals = new Renewals(lookup);
    this.viewed =
        new ViewedRenewals(
            renewals,
            new CurrentNews(lookup, clock),
            readers,
            settings.zone(),
            settings.names(),
            clock);
    this.access = new PageAccess(settings, revoked, clock);
    this.replies = new Replies(settings.secure());
    LookupRateLimits limits = new LookupRateLimits(settings.asks(), clock);
    this.subscribers = new LiveSubscribers(settings.live());
    this.meters = new PageMeters(registry, limits, subscribers);
    this.ask = new AskPage(renewals, access, limits, meters, replies);
    this.quotes = new QuotePage(viewed, access, limits, replies);
    this.live = new LiveAnswers(clock);
  }

  /** Who is to be told of changes. */
  public LiveSubscribers subscribers() {
    return subscribers;
  }

  /** Adds the routes. */
  public void routes(JavalinConfig config) {
    config.routes.before("/", SecurityHeaders::set);
    config.routes.before("/quote", SecurityHeaders::set);
    config.routes.before("/r/*", SecurityHeaders::set);
    config.routes.before("/assets/*", SecurityHeaders::set);
    Assets.routes(config);
    config.routes.get("/", ask::ask);
    config.routes.post("/", ask::answer);
    config.routes.get("/r/{renewalId}", this::show);
    config.routes.get("/r/{renewalId}/events", this::events);
    config.routes.get("/quote", quotes::typed);
    config.routes.get("/r/{renewalId}/quote", quotes::ofRenewal);
    config.routes.error(404, "text/html", this::noPage);
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
    LanguageChoice choice = replies.choice(context);
    Language language = choice.language();
    switch (renewals.find(renewalId)) {
      case Found.Moving<?> ignored -> Replies.moving(context, language);
      case Found.Away<?> ignored -> Replies.away(context, language);
      case Found.Unknown<?> ignored ->
          Replies.message(context, 404, language, PageMessages.GONE_TITLE, PageMessages.GONE);
      case Found.Known<QueryResponses.Renewal> known -> {
        RenewalView view = viewed.of(known.answer(), choice, null);
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
                "quote",
                "/r/" + renewalId + "/quote" + query,
                "other",
                Replies.otherLanguage("/r/" + renewalId, query, view.language())));
      }
    }
  }

  /** A browser that came by a wrong address is shown the way; a page of our own stays as it is. */
  private void noPage(Context context) {
    if (!String.valueOf(context.res().getContentType()).startsWith("text/html")) {
      SecurityHeaders.set(context);
      Language language = replies.language(context);
      Replies.message(context, 404, language, PageMessages.NO_PAGE_TITLE, PageMessages.NO_PAGE);
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
    // Who has used up his shares costs nobody a question.
    Optional<Share> full = subscribers.full(viewer(context, renewalId, Optional.empty()));
    if (full.isPresent()) {
      refuse(context, full.get());
      return;
    }
    LanguageChoice choice = replies.choice(context);
    Instant was = was(context);
    switch (subscribers.open(viewer(context, renewalId, ownerOf(renewalId)))) {
      case Opening.Full used -> refuse(context, used.share());
      case Opening.Opened opened -> {
        try (LiveSubscribers.Watch open = opened.watch()) {
          live.tell(EventStream.open(context), open, () -> rendered(renewalId, choice, was));
        }
      }
    }
  }

  private void refuse(Context context, Share share) {
    meters.refused(share);
    context.status(503).header("Retry-After", String.valueOf(Replies.RETRY_AFTER_SECONDS));
  }

  private Optional<String> ownerOf(String renewalId) {
    return renewals.find(renewalId) instanceof Found.Known<QueryResponses.Renewal> known
        ? Optional.ofNullable(known.answer().merchantId())
        : Optional.empty();
  }

  /** Whose shares a live page takes from; while nobody can say whose it is, no merchant's. */
  private Viewer viewer(Context context, String renewalId, Optional<String> merchantId) {
    return new Viewer(
        renewalId,
        access.heldBy(context, renewalId),
        merchantId,
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

  private LiveEvent rendered(String renewalId, LanguageChoice choice, @Nullable Instant was) {
    return switch (renewals.find(renewalId)) {
      case Found.Known<QueryResponses.Renewal> known ->
          LiveEvent.answer(
              Html.render("live.jte", Map.of("view", viewed.of(known.answer(), choice, was))));
      case Found.Away<?> ignored -> LiveEvent.away();
      case Found.Moving<?> ignored -> LiveEvent.moving();
      case Found.Unknown<?> ignored -> LiveEvent.moving();
    };
  }
}
