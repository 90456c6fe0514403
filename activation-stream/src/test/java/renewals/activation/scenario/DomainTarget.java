package renewals.activation.scenario;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import renewals.activation.card.codec.CardEvents;
import renewals.activation.renewal.codec.FactReader;
import renewals.activation.renewal.codec.UpdateEvents;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.activation.renewal.rules.InMemoryPipeline.Step;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.schemas.contract.EventContract;
import renewals.schemas.json.EventType;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/** The rules without Kafka; events are checked against the contract as the edge would. */
final class DomainTarget implements ScenarioTarget {

  private final InMemoryPipeline pipeline = new InMemoryPipeline(RulePolicy.DEFAULT);
  private final List<Activation> activations = new ArrayList<>();
  private final List<RenewalUpdate> updates = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private int stepsSeen;

  @Override
  public void advanceTo(Instant wallClock) {
    pipeline.advanceTo(wallClock);
    collect();
  }

  @Override
  public void take(SpecificRecord event, Instant appendTime) {
    if (EventContract.check(event, appendTime).isEmpty()) {
      pipeline.take(FactReader.read(event), appendTime);
      collect();
    } else {
      deadLetters.add(new DeadLetter("INVALID", EventType.of(event).key(event)));
    }
  }

  private void collect() {
    List<Step> steps = pipeline.steps();
    for (Step step : steps.subList(stepsSeen, steps.size())) {
      step.updates().forEach(update -> updates.add(UpdateEvents.of(update)));
      if (step.outcome() != null) {
        activations.add(CardEvents.activation(step.outcome()));
      }
      for (InMemoryPipeline.DeadLetter dead : step.deadLetters()) {
        deadLetters.add(new DeadLetter(dead.refusal().reason().name(), dead.fact().renewalId()));
      }
    }
    stepsSeen = steps.size();
  }

  @Override
  public List<Activation> activations() {
    return activations;
  }

  @Override
  public List<RenewalUpdate> updates() {
    return updates;
  }

  @Override
  public List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  @Override
  public End endOf(String renewalId) {
    RenewalStatus standing = RenewalStatus.of(pipeline.caseOf(renewalId));
    return new End(standing.state().name(), standing.net(), standing.owed());
  }

  @Override
  public void close() {
    // holds nothing but memory
  }
}
