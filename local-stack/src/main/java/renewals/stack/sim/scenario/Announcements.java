package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is announced once all stories have been sent: to all, to some and to nobody, doubled, late
 * and withdrawn. Of no campaign, which is told by day only.
 */
public final class Announcements {

  /** Who announces, among those who have tokens. */
  public static final String WHO = "announcement";

  private static final Duration AHEAD = Duration.ofDays(10);

  private Announcements() {}

  /** All of them, in the order in which they are sent. */
  public static List<JsonNode> at(Instant now) {
    ObjectNode toAll = announcement("A-fees", "FEES", 1, now);
    ObjectNode toSome = announcement("A-terms", "TERMS", 4, now);
    toSome.putArray("carrierIds").add(Carriers.ALL.getFirst()).add(Carriers.ALL.getLast());
    toSome.putArray("channelIds").add(ScenarioWriter.CHANNELS.getFirst());
    ObjectNode toNobody = announcement("A-strange", "CHANNEL", 1, now);
    toNobody.putArray("channelIds").add(ScenarioWriter.STRANGE_CHANNEL);
    ObjectNode ended =
        announcement("A-ended", "SOFTWARE", 1, now).put("endsAt", now.minus(AHEAD).toString());
    return List.of(
        toAll,
        toAll,
        toSome,
        // came late: the greater revision holds
        announcement("A-terms", "TERMS", 3, now),
        toNobody,
        ended);
  }

  /** Fees that change, told to all. */
  public static ObjectNode toAll(String id, int revision, Instant now) {
    return announcement(id, "FEES", revision, now);
  }

  /** Terms that change, told to those who pay by one of the channels. */
  public static ObjectNode toSome(String id, int revision, Instant now) {
    ObjectNode terms = announcement(id, "TERMS", revision, now);
    terms.putArray("channelIds").add(ScenarioWriter.CHANNELS.getFirst());
    return terms;
  }

  private static ObjectNode announcement(String id, String kind, int revision, Instant now) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "announcement")
        .put("announcementId", id)
        .put("kind", kind)
        .put("effectiveAt", now.plus(AHEAD).toString())
        .put("titleZh", "资费调整")
        .put("textZh", "资费将于十天后调整。")
        .put("titleEn", "Fees change")
        .put("textEn", "Fees change in ten days.")
        .put("link", "https://example.com/news")
        .put("revision", revision);
  }
}
