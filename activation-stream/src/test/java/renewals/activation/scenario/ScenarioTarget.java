package renewals.activation.scenario;

import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/** What a scenario is run against: the rules alone, or the whole graph around them. */
public interface ScenarioTarget extends AutoCloseable {

  /** A dead letter, and the renewal that its event speaks of. */
  record DeadLetter(String reason, String renewalId) {}

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

  /** Where a renewal stands. */
  End endOf(String renewalId);

  @Override
  void close();
}
