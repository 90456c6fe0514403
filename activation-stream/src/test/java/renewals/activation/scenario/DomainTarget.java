package renewals.activation.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.codec.CardEvents;
import renewals.activation.card.model.CardRules;
import renewals.activation.cardreport.codec.CardNewsEvents;
import renewals.activation.cardreport.codec.ReportReader;
import renewals.activation.cardreport.model.CardReport;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.InMemoryReports;
import renewals.activation.cardreport.model.Judged;
import renewals.activation.cardreport.model.LedgerView;
import renewals.activation.cardreport.model.ListedLedger;
import renewals.activation.cardreport.model.ReportPolicy;
import renewals.activation.cardreport.model.Reported;
import renewals.activation.renewal.codec.FactReader;
import renewals.activation.renewal.codec.UpdateEvents;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.activation.renewal.rules.InMemoryPipeline.Step;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.schemas.contract.EventContract;
import renewals.schemas.contract.Iccid;
import renewals.schemas.json.EventType;
import renewals.v1.Activation;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.RenewalUpdate;

/** The rules without Kafka; events are checked against the contract as the edge would. */
final class DomainTarget implements ScenarioTarget {

  private final InMemoryPipeline pipeline = new InMemoryPipeline(RulePolicy.DEFAULT);
  private final List<Activation> activations = new ArrayList<>();
  private final List<RenewalUpdate> updates = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final InMemoryReports reports =
      new InMemoryReports(new ReportPolicy(ReportPolicy.THRESHOLDS, RulePolicy.DEFAULT.zones()));
  private Instant now = Instant.EPOCH;
  private int stepsSeen;

  @Override
  public void advanceTo(Instant wallClock) {
    now = wallClock;
    pipeline.advanceTo(wallClock);
    collect();
  }

  @Override
  public void take(SpecificRecord event, Instant appendTime) {
    if (!EventContract.check(event, appendTime).isEmpty()) {
      deadLetters.add(new DeadLetter("INVALID", EventType.of(event).key(event)));
    } else if (event instanceof CardUsage || event instanceof CardStatus) {
      collect();
      take(ReportReader.read(event), appendTime);
    } else {
      pipeline.take(FactReader.read(event), appendTime);
      collect();
    }
  }

  private void take(CardReport report, Instant appendTime) {
    switch (reports.take(report, ledgerOf(report.cardKey()), appendTime)) {
      case Judged.Applied applied ->
          applied.news().forEach(news -> updates.add(CardNewsEvents.of(news)));
      case Judged.Duplicate duplicate -> {
        // says nothing
      }
      case Judged.Refused refused ->
          deadLetters.add(new DeadLetter(refused.reason().name(), report.cardKey()));
    }
  }

  private LedgerView ledgerOf(String cardKey) {
    return new ListedLedger(pipeline.headOf(cardKey), pipeline.ledgerOf(cardKey));
  }

  @Override
  public JsonNode card(String iccid) {
    String cardKey = Iccid.keyOf(iccid);
    return CardAnswer.of(
        ledgerOf(cardKey),
        pipeline.coverageOf(cardKey).validUntil(),
        carrierId -> reports.of(cardKey, carrierId),
        now);
  }

  private void collect() {
    List<Step> steps = pipeline.steps();
    for (Step step : steps.subList(stepsSeen, steps.size())) {
      step.updates().forEach(update -> updates.add(UpdateEvents.of(update)));
      if (step.outcome() != null) {
        activations.add(CardEvents.activation(step.outcome(), statusOf(step.outcome())));
      }
      for (InMemoryPipeline.DeadLetter dead : step.deadLetters()) {
        deadLetters.add(new DeadLetter(dead.refusal().reason().name(), dead.fact().renewalId()));
      }
    }
    stepsSeen = steps.size();
  }

  private @Nullable CardStatusReport statusOf(CardRules.Outcome outcome) {
    Reported reported =
        reports.of(outcome.change().request().cardKey(), outcome.change().request().carrierId());
    return reported == null ? null : reported.status();
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
