package renewals.activation.announcement.stream;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import renewals.activation.announcement.model.Announced;

/** The newest revision of each announcement, for whoever answers; for any number of threads. */
public final class AnnouncementBoard {

  private final Map<String, Announced> byId = new ConcurrentHashMap<>();

  /** Puts one up, unless a greater revision is up. */
  public void post(Announced given) {
    byId.merge(
        given.announcement().announcementId(),
        given,
        (up, other) -> other.announcement().revision() > up.announcement().revision() ? other : up);
  }

  /**
   * Those that hold for a renewal, the newest first.
   *
   * @param planId null where it isn't known
   */
  public List<Announced> fitting(
      String carrierId, String channelId, @Nullable String planId, Instant now) {
    return byId.values().stream()
        .filter(one -> !one.isPast(now))
        .filter(one -> one.announcement().audience().fits(carrierId, channelId, planId))
        .sorted(Comparator.comparing(Announced::at).thenComparing(Announced::name).reversed())
        .toList();
  }
}
