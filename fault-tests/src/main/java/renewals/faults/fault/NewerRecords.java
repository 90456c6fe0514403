package renewals.faults.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import renewals.faults.load.Outsider;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.scenario.SampleRenewal;

/** Makes up renewals of a partner who has moved to a newer version of the schemas. */
public final class NewerRecords {

  private static final int MINUTE = 60;

  /** So that they share no card with the probes and the late ones. */
  private static final int FIRST_CARD = 100_000_000;

  private final Outsider outsider;
  private final Merchant merchant;
  private int sent;
  private int version;

  /** For one merchant. */
  public NewerRecords(Outsider outsider, Merchant merchant) {
    this.outsider = outsider;
    this.merchant = merchant;
  }

  /** Writes so many, by a version one newer than the last time's. */
  void send(int renewals) throws InterruptedException {
    version++;
    Instant begun = Clock.systemUTC().instant().minusSeconds(MINUTE);
    for (int n = 0; n < renewals; n++) {
      sent++;
      String id = "NEWER-%06d".formatted(sent);
      for (JsonNode event : SampleRenewal.of(id, merchant, FIRST_CARD + sent, begun)) {
        outsider.sendNewer(id, event, version);
      }
    }
  }
}
