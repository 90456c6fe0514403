package renewals.activation.query;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.Announcement;
import renewals.activation.announcement.stream.AnnouncementBoard;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.schemas.query.QueryResponses;

/**
 * {@code GET /v1/announcements?carrierId&channelId&planId?}: the announcements that hold now for a
 * renewal. The same at every instance, but for how soon it has heard of one.
 */
public final class AnnouncementRoute {

  private final AnnouncementBoard board;
  private final Clock clock;

  /** Answers from a board. */
  public AnnouncementRoute(AnnouncementBoard board, Clock clock) {
    this.board = board;
    this.clock = clock;
  }

  /** Adds the route. */
  public void routes(JavalinConfig config) {
    config.routes.get("/v1/announcements", this::answer);
  }

  private void answer(Context context) {
    String carrierId = context.queryParam("carrierId");
    String channelId = context.queryParam("channelId");
    if (carrierId == null || channelId == null) {
      String missing = carrierId == null ? "carrierId" : "channelId";
      Problem.of(ProblemCode.PARAMETER_REFUSED, missing + " is absent, expected that of a renewal")
          .answer(context);
      return;
    }
    Instant now = clock.instant();
    List<QueryResponses.Announcement> fitting =
        board.fitting(carrierId, channelId, context.queryParam("planId"), now).stream()
            .map(AnnouncementRoute::shown)
            .toList();
    QueryAnswers.answer(
        context, new QueryResponses.Announcements(fitting, QueryResponseMapper.milliseconds(now)));
  }

  private static QueryResponses.Announcement shown(Announced announced) {
    Announcement announcement = announced.announcement();
    Announcement.LocalizedText text = announcement.text();
    Instant endsAt = announcement.endsAt();
    return new QueryResponses.Announcement(
        announcement.announcementId(),
        announcement.revision(),
        announcement.kind().name(),
        text.titleZh(),
        text.textZh(),
        text.titleEn(),
        text.textEn(),
        text.link(),
        announcement.effectiveAt().toString(),
        endsAt == null ? null : endsAt.toString());
  }
}
