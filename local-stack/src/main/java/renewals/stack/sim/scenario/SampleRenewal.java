package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/** A renewal without any quirks: asked for, paid, approved. */
public final class SampleRenewal {

  /** So that its cards are nobody else's. */
  private static final int FIRST = 400_000_000;

  private static final long DUE = 5000;

  private SampleRenewal() {}

  /**
   * Its three events.
   *
   * @param number for its card, from 0; two neighbours share one
   * @param begun when it was asked for
   */
  public static List<JsonNode> of(String renewalId, Merchant merchant, int number, Instant begun) {
    Events events = new Events(renewalId, "bank-east", "carrier-m", begun);
    return List.of(
        events.request(merchant, Cards.iccid(FIRST + number), "P1M", DUE),
        events.settled(DUE),
        events.approved());
  }
}
