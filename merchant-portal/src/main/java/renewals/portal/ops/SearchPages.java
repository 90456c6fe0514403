package renewals.portal.ops;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import renewals.portal.client.Found;
import renewals.portal.client.RenewalLookup;
import renewals.portal.web.Html;
import renewals.schemas.query.QueryResponses;

/** {@code /ops/find} and {@code /ops/renewals/{renewalId}}: a caller's renewal. */
public final class SearchPages {

  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final RenewalSearch search;
  private final RecentRenewals recent;
  private final UndeliveredNotices notices;
  private final ZoneId zone;
  private final Clock clock;

  /**
   * The pages.
   *
   * @param lookup where renewals, cards and merchants are asked for
   * @param zone in which times are shown
   */
  public SearchPages(
      RenewalLookup lookup,
      RecentRenewals recent,
      UndeliveredNotices notices,
      ZoneId zone,
      Clock clock) {
    this.search = new RenewalSearch(lookup, recent);
    this.recent = recent;
    this.notices = notices;
    this.zone = zone;
    this.clock = clock;
  }

  /** Adds the routes; whoever may see {@code /ops} is let in by others. */
  void routes(JavalinConfig config) {
    config.routes.get("/ops/find", this::find);
    config.routes.get("/ops/renewals/{renewalId}", this::details);
  }

  private void find(Context context) {
    @Nullable String text = context.queryParam("text");
    RenewalSearch.Result found = search.find(text == null ? "" : text);
    if (found.typed().isEmpty()) {
      context.status(303).header("Location", "/ops");
      return;
    }
    boolean isOne = found.renewals().size() == 1 && found.unanswered().isEmpty();
    if (isOne) {
      context
          .status(303)
          .header("Location", RenewalWords.url(found.renewals().getFirst().renewalId()));
      return;
    }
    boolean isUnsure = found.away() || !found.unanswered().isEmpty();
    if (found.renewals().isEmpty()) {
      context.status(isUnsure ? UNAVAILABLE : NOT_FOUND);
    }
    html(context, "ops-find.jte", words().search(found, scope()));
  }

  private RenewalWords words() {
    return new RenewalWords(zone, clock.instant());
  }

  /** How far it looks, since that is not everything. */
  private String scope() {
    String unread =
        recent.unread() == 0
            ? ""
            : "; %d updates could not be read, the log names them".formatted(recent.unread());
    return "among ids of renewals and merchants, numbers of cards, and terminals and last digits of"
        + " the %d renewals told of in the last %d days%s; ./renewals find looks further back"
            .formatted(recent.size(), RecentRenewals.KEPT.toDays(), unread);
  }

  private void details(Context context) {
    String renewalId = context.pathParam("renewalId");
    switch (search.renewal(renewalId)) {
      case Found.Known<QueryResponses.Renewal>(QueryResponses.Renewal renewal) ->
          html(
              context,
              "ops-renewal.jte",
              words().details(renewal, search.card(renewal), undelivered(renewalId)));
      case Found.Unknown<QueryResponses.Renewal> unknown ->
          none(context, NOT_FOUND, "No renewal has the id %s.".formatted(renewalId));
      case Found.Moving<QueryResponses.Renewal> moving ->
          none(context, UNAVAILABLE, "Its state is being moved between instances; try again.");
      case Found.Away<QueryResponses.Renewal> away ->
          none(context, UNAVAILABLE, "No instance of activation-stream gives an answer.");
    }
  }

  private List<OpsView.Undelivered> undelivered(String renewalId) {
    return OpsViews.undelivered(notices, zone).stream()
        .filter(notice -> notice.renewalId().equals(renewalId))
        .toList();
  }

  private void none(Context context, int status, String why) {
    context.status(status);
    html(context, "ops-find.jte", new SearchView("", why, status == UNAVAILABLE, List.of()));
  }

  private static void html(Context context, String template, Object view) {
    context
        .contentType("text/html; charset=utf-8")
        .result(Html.render(template, Map.of("view", view)));
  }
}
