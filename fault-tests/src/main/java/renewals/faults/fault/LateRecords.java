package renewals.faults.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import renewals.faults.load.Outsider;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.SampleRenewal;

/** Makes up renewals that a partner found in a drawer. */
public final class LateRecords {

  private static final Duration LATE = Duration.ofDays(30);

  /** So that they share no card with the probes. */
  private static final int FIRST_CARD = 50_000_000;

  private final Outsider outsider;
  private final Merchant merchant;
  private int sent;

  /** For one merchant. */
  public LateRecords(Outsider outsider, Merchant merchant) {
    this.outsider = outsider;
    this.merchant = merchant;
  }

  /** Writes so many, each with the review first and the request last, everything twice. */
  void send(int renewals) throws InterruptedException {
    Instant begun = Clock.systemUTC().instant().minus(LATE);
    for (int n = 0; n < renewals; n++) {
      sent++;
      String id = "LATE-%06d".formatted(sent);
      List<JsonNode> events = SampleRenewal.of(id, merchant, FIRST_CARD + sent, begun);
      for (JsonNode event : events.reversed()) {
        outsider.send(id, event);
        outsider.send(id, event);
      }
    }
  }
}
