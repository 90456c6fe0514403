package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.CaseUpdateKind;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.RenewalStatus;
import renewals.activation.renewal.model.Update;
import renewals.activation.renewal.rules.InMemoryPipeline.Step;

/** Any history, step by step, against the reference models (rules 1 to 11 and the ledger). */
class HistoryPropertiesTest {

  @Provide
  Arbitrary<List<Histories.Step>> anything() {
    return Histories.anything();
  }

  @Provide
  Arbitrary<List<Histories.Step>> crowded() {
    return Histories.crowded();
  }

  @Property(tries = 8_000, edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(onFailureOnly = true)
  void shouldSayAtEachStepWhatTheRulesSayAndNothingElse(
      @ForAll("anything") List<Histories.Step> history) {
    collectWhatHappened(heldAgainstTheReference(history));
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void shouldSayWhatTheRulesSayWhenACaseGetsTooManyFacts(
      @ForAll("crowded") List<Histories.Step> history) {
    heldAgainstTheReference(history);
  }

  private static InMemoryPipeline heldAgainstTheReference(List<Histories.Step> history) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    ReferencePipeline reference = new ReferencePipeline(Histories.TERMS);
    Instant now = Facts.START;
    for (Histories.Step one : history) {
      now = now.plus(one.after());
      int from = pipeline.steps().size();
      pipeline.advanceTo(now);
      List<Step> fired = List.copyOf(pipeline.steps().subList(from, pipeline.steps().size()));
      assertFired(fired, reference, now);
      if (one.fact() != null) {
        assertTaken(pipeline.take(one.fact(), now), one.fact(), reference, now);
      }
      assertStanding(pipeline, reference);
    }
    return pipeline;
  }

  private static void assertFired(List<Step> fired, ReferencePipeline reference, Instant now) {
    for (Step step : fired) {
      String id = reference.mostUrgent(now);
      assertThat(step.renewalId()).isEqualTo(id);
      ReferenceRenewal renewal = reference.renewal(id);
      DueDeadline due = renewal.running().first();
      assertThat(due.at()).isBeforeOrEqualTo(now);
      ReferenceRenewal.Outcome expected = renewal.fireFirst(now);
      assertThat(InTheReferencesWords.of(step)).isEqualTo(expected);
      if (due.deadline() == Deadline.FORGOTTEN) {
        assertThat(renewal.holdsMoney()).isFalse();
        reference.forget(id);
      }
    }
    assertThat(reference.mostUrgent(now)).as("nothing else is due").isNull();
  }

  private static void assertTaken(Step step, Fact fact, ReferencePipeline reference, Instant now) {
    ReferenceRenewal.Outcome expected = reference.renewal(fact.renewalId()).take(fact, now);
    assertThat(InTheReferencesWords.of(step)).isEqualTo(expected);
    CardChange change = step.change();
    if (change != null) {
      ReferenceCard.Dates dates = reference.card(change.request().cardKey()).book(change);
      assertThat(InTheReferencesWords.datesOf(step.outcome())).isEqualTo(dates);
    }
  }

  private static void assertStanding(InMemoryPipeline pipeline, ReferencePipeline reference) {
    assertThat(pipeline.renewals()).isEqualTo(List.copyOf(reference.renewals().keySet()));
    for (String id : pipeline.renewals()) {
      Case kept = pipeline.caseOf(id);
      RenewalStatus standing = RenewalStatus.of(kept);
      ReferenceRenewal expected = reference.renewal(id);
      assertThat(standing.state()).isEqualTo(expected.state());
      assertThat(standing.net()).isEqualTo(expected.net());
      assertThat(standing.owed()).isEqualTo(expected.owed());
      DueDeadline next = DeadlineRules.next(kept, Histories.TERMS);
      assertThat(next).isEqualTo(expected.running().isEmpty() ? null : expected.running().first());
    }
    for (String cardKey : List.of(Facts.CARD.substring(0, 19), Facts.OTHER_CARD)) {
      assertThat(pipeline.coverageOf(cardKey).validUntil())
          .isEqualTo(reference.card(cardKey).validUntil());
      assertThat(standingDates(pipeline.ledgerOf(cardKey)))
          .isEqualTo(standingDates(reference.card(cardKey)));
    }
  }

  /** From and until of every activation that stands. */
  private static Map<String, List<Instant>> standingDates(List<LedgerEntry> ledger) {
    Map<String, List<Instant>> dates = new HashMap<>();
    for (LedgerEntry entry : ledger) {
      if (!entry.reversed()) {
        dates.put(
            entry.activationId() + "@" + entry.activatedAt(),
            List.of(entry.validFrom(), entry.validUntil()));
      }
    }
    return dates;
  }

  private static Map<String, List<Instant>> standingDates(ReferenceCard card) {
    Map<String, List<Instant>> expected = new HashMap<>();
    card.layOut()
        .forEach((id, dates) -> expected.put(id, List.of(dates.validFrom(), dates.validUntil())));
    return expected;
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void shouldAlternateActivationsAndReversalsAndEndOnOneWhileUsable(
      @ForAll("anything") List<Histories.Step> history) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    Map<String, Integer> numbers = new HashMap<>();
    Map<String, Boolean> active = new HashMap<>();
    Instant now = Facts.START;
    for (Histories.Step one : history) {
      now = now.plus(one.after());
      int from = pipeline.steps().size();
      pipeline.advanceTo(now);
      if (one.fact() != null) {
        pipeline.take(one.fact(), now);
      }
      for (Step step : pipeline.steps().subList(from, pipeline.steps().size())) {
        noteChange(step.change(), numbers, active);
        if (isForgetting(step)) {
          numbers.remove(step.renewalId());
          active.remove(step.renewalId());
        }
      }
      for (String id : pipeline.renewals()) {
        boolean usable = RenewalStatus.of(pipeline.caseOf(id)).usable();
        assertThat(active.getOrDefault(id, false)).as("%s is active", id).isEqualTo(usable);
      }
    }
  }

  private static void noteChange(
      @Nullable CardChange change, Map<String, Integer> numbers, Map<String, Boolean> active) {
    if (change == null) {
      return;
    }
    String id = change.request().renewalId();
    boolean activation = change.reversedAt() == null;
    assertThat(active.getOrDefault(id, false)).isEqualTo(!activation);
    active.put(id, activation);
    if (activation) {
      numbers.merge(id, 1, Integer::sum);
    }
    assertThat(change.n()).isEqualTo(numbers.get(id));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void shouldCountEachRecordOnceAndNumberUpdatesWithoutAGap(
      @ForAll("anything") List<Histories.Step> history) {
    InMemoryPipeline pipeline = new InMemoryPipeline(Histories.TERMS);
    Map<String, Integer> updates = new HashMap<>();
    Instant now = Facts.START;
    int sent = 0;
    for (Histories.Step one : history) {
      now = now.plus(one.after());
      int from = pipeline.steps().size();
      pipeline.advanceTo(now);
      if (one.fact() != null) {
        pipeline.take(one.fact(), now);
        sent++;
      }
      for (Step step : pipeline.steps().subList(from, pipeline.steps().size())) {
        for (Update update : step.updates()) {
          int number = updates.merge(update.renewalId(), 1, Integer::sum);
          assertThat(update.updateId()).isEqualTo(update.renewalId() + "/u" + number);
        }
        if (isForgetting(step)) {
          updates.remove(step.renewalId());
        }
      }
    }
    assertThat(pipeline.read()).isEqualTo(sent);
    assertThat(pipeline.applied() + pipeline.duplicate() + pipeline.refused()).isEqualTo(sent);
  }

  private static boolean isForgetting(Step step) {
    return step.verdict() == null && step.updates().isEmpty();
  }

  private static void collectWhatHappened(InMemoryPipeline pipeline) {
    boolean activated = false;
    boolean reversed = false;
    boolean refunded = false;
    boolean fired = false;
    boolean forgotten = false;
    for (Step step : pipeline.steps()) {
      activated |= step.change() != null;
      reversed |= step.change() != null && step.change().reversedAt() != null;
      refunded |= step.updates().stream().anyMatch(u -> u.kind() == CaseUpdateKind.REFUND_DUE);
      fired |= step.verdict() == null && !step.updates().isEmpty();
      forgotten |= isForgetting(step);
    }
    atLeast(25, "activated", activated);
    atLeast(8, "reversed", reversed);
    atLeast(20, "refund due", refunded);
    atLeast(25, "deadline fired", fired);
    atLeast(5, "forgotten", forgotten);
  }

  /** Histories in which nothing happens would prove nothing. */
  private static void atLeast(int percent, String label, boolean happened) {
    Statistics.label(label)
        .collect(happened)
        .coverage(checker -> checker.check(true).percentage(share -> share > percent));
  }
}
