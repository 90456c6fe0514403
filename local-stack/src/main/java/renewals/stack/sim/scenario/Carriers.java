package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import renewals.stack.sim.scenario.ScenarioStep.Damage;
import renewals.stack.sim.scenario.ScenarioStep.Event;
import renewals.stack.sim.scenario.ScenarioStep.Harm;
import renewals.stack.sim.scenario.ScenarioStep.Route;
import renewals.stack.sim.scenario.ScenarioStep.Timing;

/** The carriers, and what they say of themselves while the stories play. */
public final class Carriers {

  /** Reports an outage and does not know until when; later it is back. */
  public static final String OUT_OF_ORDER = "carrier-u";

  private static final String IN_MAINTENANCE = "carrier-m";
  private static final String SLOW = "carrier-t";
  private static final String SILENT = "carrier-q";

  /** All of them. */
  public static final List<String> ALL = List.of(IN_MAINTENANCE, OUT_OF_ORDER, SLOW, SILENT);

  /** So long an outage lasts at least, however short the play is. */
  private static final Duration LEAST_OUTAGE = Duration.ofSeconds(6);

  private static final Duration MAINTENANCE = Duration.ofHours(2);

  private Carriers() {}

  /**
   * Something that a carrier says.
   *
   * @param after so long after the play began
   * @param onceTold the renewal whose merchant must have heard of this carrier's trouble before, if
   *     there is one
   */
  public record Word(
      String carrierId, ScenarioStep act, Duration after, Optional<String> onceTold) {}

  /**
   * Everything that is said during a play, in order.
   *
   * @param waiting the renewal that waits through the outage: a carrier that were back before its
   *     partition is, after a fault, would leave nothing to tell of
   */
  public static List<Word> during(Duration play, Instant begun, String waiting) {
    Duration outage = play.dividedBy(4);
    Duration back = outage.plus(max(LEAST_OUTAGE, play.dividedBy(3)));
    return List.of(
        said(status(SLOW, "DEGRADED", begun, 2), Duration.ZERO),
        said(
            status(IN_MAINTENANCE, "MAINTENANCE", begun, 1)
                .put("endsAt", begun.plus(MAINTENANCE).toString())
                .put("messageZh", "系统升级，两小时内完成")
                .put("messageEn", "Upgrade, done within two hours"),
            play.dividedBy(8)),
        // Came late: the newer revision stands.
        said(status(SLOW, "NORMAL", begun, 1), play.dividedBy(8)),
        said(
            status(OUT_OF_ORDER, "OUTAGE", begun.plus(outage), 1)
                .put("messageZh", "系统故障，正在抢修")
                .put("messageEn", "Our systems are down, we are working on it"),
            outage),
        new Word(
            SLOW,
            new Damage(status(SLOW, "OUTAGE", begun, 3), Harm.TRUNCATED, Timing.NEXT),
            outage,
            Optional.empty()),
        new Word(
            OUT_OF_ORDER,
            event(status(OUT_OF_ORDER, "NORMAL", begun.plus(back), 2)),
            back,
            Optional.of(waiting)));
  }

  /** Those who say something. */
  public static Set<String> speaking(List<Word> words) {
    return words.stream().map(Word::carrierId).collect(Collectors.toSet());
  }

  private static Word said(ObjectNode status, Duration after) {
    return new Word(status.path("carrierId").asText(), event(status), after, Optional.empty());
  }

  private static Event event(ObjectNode status) {
    return new Event(status, Route.HTTP, Timing.NEXT);
  }

  private static ObjectNode status(String carrierId, String state, Instant from, int revision) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "carrier-status")
        .put("carrierId", carrierId)
        .put("state", state)
        .put("startsAt", from.toString())
        .put("revision", revision);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
