package renewals.portal.news;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import renewals.portal.client.RenewalLookup;
import renewals.portal.text.DisplayFormats;
import renewals.schemas.query.QueryResponses;

/**
 * The announcements that hold for renewals. Renewals of one carrier, channel and plan share an
 * answer for a while, as many pages are looked at. For any number of threads.
 */
public final class CurrentNews {

  private static final Duration FRESH = Duration.ofSeconds(30);

  /** So many combinations are remembered; beyond, all are asked for anew. */
  private static final int MOST = 1_000;

  private final RenewalLookup lookup;
  private final Clock clock;
  private final Map<Audience, Known> known = new ConcurrentHashMap<>();

  private record Audience(String carrierId, String channelId, String planId) {}

  private record Known(List<QueryResponses.Announcement> announcements, Instant asked) {}

  /** Asked for where renewals are. */
  public CurrentNews(RenewalLookup lookup, Clock clock) {
    this.lookup = lookup;
    this.clock = clock;
  }

  /**
   * The announcements for a renewal, the newest first; none where nobody answers.
   *
   * @param request what was bought; null as long as it isn't known
   */
  public List<NewsItem> of(QueryResponses.@Nullable Requested request, DisplayFormats formats) {
    if (request == null) {
      return List.of();
    }
    Audience audience =
        new Audience(request.carrierId(), request.channelId(), request.plan().planId());
    Instant now = clock.instant();
    Known answer = known.get(audience);
    if (answer == null || answer.asked().plus(FRESH).isBefore(now)) {
      answer =
          new Known(
              lookup.announcements(audience.carrierId, audience.channelId, audience.planId), now);
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(audience, answer);
    }
    return NewsItem.all(answer.announcements(), formats);
  }
}
