package renewals.activation.renewal.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.Update;
import renewals.activation.renewal.rules.InMemoryPipeline.DeadLetter;
import renewals.activation.renewal.rules.InMemoryPipeline.Step;

/**
 * A renewal told fact by fact, a minute apart from {@link Facts#START} on. What each call returns
 * is all that came out of it, so a list that matches exactly says that nothing more was said: a
 * step's updates in their order, then what came out through the card, then dead letters.
 */
final class RuleScenario {

  private final InMemoryPipeline pipeline;
  private Instant now = Facts.START.minusSeconds(60);

  private RuleScenario(RulePolicy policy) {
    this.pipeline = new InMemoryPipeline(policy);
  }

  /** A renewal to which these facts have come already. */
  static RuleScenario given(Fact... facts) {
    return given(RulePolicy.DEFAULT, facts);
  }

  static RuleScenario given(RulePolicy policy, Fact... facts) {
    RuleScenario scenario = new RuleScenario(policy);
    for (Fact fact : facts) {
      scenario.when(fact);
    }
    return scenario;
  }

  /** A fact comes a minute later. */
  List<String> when(Fact fact) {
    return whenAfter("PT1M", fact);
  }

  /** A fact comes later. */
  List<String> whenAfter(String duration, Fact fact) {
    now = now.plus(Duration.parse(duration));
    int from = pipeline.steps().size();
    pipeline.take(fact, now);
    return saidFrom(from);
  }

  /** Time goes by and the clock ticks. */
  List<String> whenTimeGoesBy(String duration) {
    now = now.plus(Duration.parse(duration));
    int from = pipeline.steps().size();
    pipeline.advanceTo(now);
    return saidFrom(from);
  }

  private List<String> saidFrom(int first) {
    List<String> updates = new ArrayList<>();
    for (Step step : pipeline.steps().subList(first, pipeline.steps().size())) {
      step.updates().forEach(update -> updates.add(words(update)));
      if (step.change() != null) {
        CardChange.Reversal reversal = step.change().reversal();
        String why = reversal == null ? "" : " by " + reversal.reason();
        updates.add(step.change().status() + " " + step.change().activationId() + why);
      }
      for (DeadLetter dead : step.deadLetters()) {
        updates.add("dead letter " + dead.refusal().reason());
      }
    }
    return updates;
  }

  private static String words(Update update) {
    boolean isRefusal =
        update.kind() == CaseUpdateKind.MISMATCH || update.kind() == CaseUpdateKind.CONFLICT;
    return update.kind()
        + (isRefusal ? " " + update.reason() : "")
        + (update.amount() == null ? "" : " " + update.amount().minorUnits());
  }

  /** The last step, whole. */
  Step lastStep() {
    return pipeline.steps().get(pipeline.steps().size() - 1);
  }

  InMemoryPipeline pipeline() {
    return pipeline;
  }

  RenewalStatus status() {
    return RenewalStatus.of(pipeline.caseOf("R1"));
  }

  RenewalStatus.State state() {
    return status().state();
  }

  boolean isForgotten() {
    return pipeline.caseOf("R1") == null;
  }

  Instant now() {
    return now;
  }
}
