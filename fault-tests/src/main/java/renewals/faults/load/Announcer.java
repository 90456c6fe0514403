package renewals.faults.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import renewals.stack.sim.scenario.Announcements;

/**
 * Announces something at the beginning of each bout, so that the walk to those whom it is for goes
 * through what goes wrong: to all and to some by turns, twice, and then late in an earlier
 * revision.
 */
public final class Announcer {

  private final Outsider outsider;
  private final LiveOutputs live;
  private final List<Announced> announced = new CopyOnWriteArrayList<>();

  /**
   * An announcer.
   *
   * @param live knows which cards have been activated
   */
  public Announcer(Outsider outsider, LiveOutputs live) {
    this.outsider = outsider;
    this.live = live;
  }

  /** Announces the next. */
  public void announce() throws InterruptedException {
    int number = announced.size() + 1;
    String id = "FAULT-%04d".formatted(number);
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    announced.add(new Announced(id, live.activatedRenewals()));
    for (int revision : new int[] {2, 2, 1}) {
      JsonNode event =
          number % 2 == 0
              ? Announcements.toSome(id, revision, now)
              : Announcements.toAll(id, revision, now);
      outsider.send(id, event);
    }
  }

  /** All that were sent, in their order. */
  public List<Announced> announced() {
    return List.copyOf(announced);
  }
}
