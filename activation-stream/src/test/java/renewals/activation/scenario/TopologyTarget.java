package renewals.activation.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.topology.Pipeline;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/** The whole graph on the test driver. Dead letters are told apart by their key. */
final class TopologyTarget implements ScenarioTarget {

  private final Pipeline pipeline;
  private final List<Activation> activations = new ArrayList<>();
  private final List<RenewalUpdate> updates = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();

  TopologyTarget(Instant clock) {
    this.pipeline = new Pipeline(clock);
  }

  @Override
  public void advanceTo(Instant wallClock) {
    Duration wait = Duration.between(pipeline.now(), wallClock);
    if (!wait.isZero()) {
      pipeline.advance(wait);
    }
  }

  @Override
  public void take(SpecificRecord event, Instant appendTime) {
    pipeline.take(event);
  }

  @Override
  public List<Activation> activations() {
    activations.addAll(pipeline.activations());
    return activations;
  }

  @Override
  public List<RenewalUpdate> updates() {
    updates.addAll(pipeline.updates());
    return updates;
  }

  @Override
  public List<DeadLetter> deadLetters() {
    for (Pipeline.Letter letter : pipeline.deadLetters()) {
      deadLetters.add(new DeadLetter(letter.reason(), letter.key()));
    }
    return deadLetters;
  }

  @Override
  public JsonNode card(String iccid) {
    return CardAnswer.of(
        pipeline.ledgerOf(iccid),
        pipeline.coverageOf(iccid).validUntil(),
        carrierId -> pipeline.reportedOf(iccid, carrierId),
        pipeline.now());
  }

  @Override
  public End endOf(String renewalId) {
    RenewalStatus standing = RenewalStatus.of(pipeline.caseOf(renewalId));
    return new End(standing.state().name(), standing.net(), standing.owed());
  }

  @Override
  public void close() {
    pipeline.close();
  }
}
