package renewals.activation.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/** What a scenario is run against: the rules alone, or the whole graph around them. */
public interface ScenarioTarget extends AutoCloseable {

  /** A dead letter, and the renewal or the card that its event speaks of, which is its key. */
  record DeadLetter(String reason, String key) {}

  /** Where a renewal ends; money in minor units. */
  record End(String state, long net, long owed) {}

  /** The clock goes on; deadlines that fall due meanwhile fire. */
  void advanceTo(Instant wallClock);

  /** Takes in an event of a renewal that was appended at that time, the clock's time. */
  void take(SpecificRecord event, Instant appendTime);

  /** All activations so far, in order. */
  List<Activation> activations();

  /** All updates so far, in order. */
  List<RenewalUpdate> updates();

  /** All dead letters so far, in order. */
  List<DeadLetter> deadLetters();

  /** How a card stands: validUntil, usage and status, in the shape of a query's answer. */
  JsonNode card(String iccid);

  /** Where a renewal stands. */
  End endOf(String renewalId);

  @Override
  void close();
}
