package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import renewals.stack.sim.scenario.ScenarioStep.Damage;
import renewals.stack.sim.scenario.ScenarioStep.Event;
import renewals.stack.sim.scenario.ScenarioStep.Harm;
import renewals.stack.sim.scenario.ScenarioStep.Route;
import renewals.stack.sim.scenario.ScenarioStep.Timing;

/**
 * What a carrier reports of one card: data that runs out, in any order, doubled, contradicted and
 * corrected, and a stop that ends.
 */
final class CardReports {

  /** Behind the activation, however long the play goes on, and less than a day ahead. */
  private static final Duration FIRST = Duration.ofHours(12);

  private static final int[] PERCENT = {10, 45, 85, 60, 100, 130};

  private final String carrierId;
  private final String iccid;
  private final long allowance;
  private final Instant now;
  private final Random random;
  private int count;

  /**
   * Reports of a card.
   *
   * @param allowance what it may use, in bytes
   * @param now about when it is activated
   */
  CardReports(String carrierId, String iccid, long allowance, Instant now, Random random) {
    this.carrierId = carrierId;
    this.iccid = iccid;
    this.allowance = allowance;
    this.now = now;
    this.random = random;
  }

  /** All that is said of it, in the order in which it is sent. */
  List<ScenarioStep> steps() {
    List<Event> usage = new ArrayList<>();
    for (int i = 0; i < PERCENT.length; i++) {
      usage.add(event(usage(i, PERCENT[i])));
    }
    // What was so much as of then can't be something else.
    usage.add(event(usage(random.nextInt(PERCENT.length), 77)));
    usage.add(usage.get(random.nextInt(PERCENT.length)));
    Collections.shuffle(usage, random);
    List<ScenarioStep> steps = new ArrayList<>(usage);
    steps.addAll(
        List.of(
            event(status("SUSPENDED", 1).put("cause", "NO_REAL_NAME")),
            event(status("SUSPENDED", 1).put("cause", "NO_REAL_NAME")),
            event(status("CLOSED", 1)),
            event(status("ACTIVE", 3)),
            event(status("SUSPENDED", 2).put("cause", "RISK"))));
    if (random.nextBoolean()) {
      steps.add(event(status("SUSPENDED", 4).put("cause", "OWNER")));
    }
    steps.add(new Damage(usage(0, 1), Harm.WRONG_KEY, Timing.NEXT));
    steps.set(0, ((Event) steps.getFirst()).when(Timing.ONCE_USABLE));
    return steps;
  }

  private static Event event(ObjectNode json) {
    return new Event(json, Route.HTTP, Timing.NEXT);
  }

  private ObjectNode usage(int hour, int percent) {
    count++;
    return event("card-usage")
        .put("usageId", "%s-u%d".formatted(iccid, count))
        .put("carrierId", carrierId)
        .put("iccid", iccid)
        .put("periodStart", now.toString())
        .put("usedBytes", allowance / 100 * percent)
        .put("asOf", now.plus(FIRST).plus(Duration.ofHours(hour)).toString());
  }

  private ObjectNode status(String state, int revision) {
    return event("card-status")
        .put("carrierId", carrierId)
        .put("iccid", iccid)
        .put("state", state)
        .put("since", now.toString())
        .put("revision", revision);
  }

  private static ObjectNode event(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }
}
