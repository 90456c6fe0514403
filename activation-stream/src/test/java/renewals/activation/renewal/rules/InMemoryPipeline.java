package renewals.activation.renewal.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.CardRules;
import renewals.activation.card.model.Coverage;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.model.RecordOutcome.Refusal;
import renewals.activation.renewal.model.Update;
import renewals.activation.renewal.rules.Decision.RefusedHeld;

/**
 * The rules with the stores that an edge keeps for them: cases, held facts, ledgers. Time comes in
 * with each call; what is due at the instant of a fact fires first (rule 8).
 */
public final class InMemoryPipeline {

  /** A fact that was refused, at once or when the request judged it. */
  public record DeadLetter(Fact fact, Refusal refusal) {}

  /** What one step gave. The verdict is null where a deadline made the step. */
  public record Step(
      String renewalId,
      @Nullable RecordOutcome verdict,
      List<Update> updates,
      @Nullable CardChange change,
      CardRules.@Nullable Outcome outcome,
      List<DeadLetter> deadLetters,
      List<Integer> refusedHeld) {}

  private static final class Ledger {
    private @Nullable Card head;
    private final Map<String, LedgerEntry> entries = new TreeMap<>();

    List<LedgerEntry> inSequence() {
      return entries.values().stream()
          .sorted(Comparator.comparingInt(LedgerEntry::sequence))
          .toList();
    }
  }

  private final RulePolicy policy;
  private final Map<String, Case> cases = new TreeMap<>();
  private final Map<String, List<Fact>> held = new TreeMap<>();
  private final Map<String, Ledger> ledgers = new TreeMap<>();
  private final List<Step> steps = new ArrayList<>();
  private int read;
  private int applied;
  private int duplicate;
  private int refused;

  public InMemoryPipeline(RulePolicy policy) {
    this.policy = policy;
  }

  /** Fires what is due at {@code at}, then takes the fact in. */
  public Step take(Fact fact, Instant at) {
    advanceTo(at);
    read++;
    String id = fact.renewalId();
    List<Fact> waiting = List.copyOf(held.getOrDefault(id, List.of()));
    Decision decision = CaseRules.handle(cases.get(id), fact, waiting, at);
    List<DeadLetter> dead = new ArrayList<>();
    switch (decision.verdict()) {
      case RecordOutcome.Applied yes -> applied++;
      case RecordOutcome.Duplicate again -> duplicate++;
      case RecordOutcome.Refused no -> {
        refused++;
        dead.add(new DeadLetter(fact, no.refusal()));
      }
    }
    for (RefusedHeld misfit : decision.refusedHeld()) {
      dead.add(new DeadLetter(waiting.get(misfit.index()), misfit.refusal()));
    }
    keep(fact, decision);
    CardRules.Outcome outcome = decision.change() == null ? null : book(decision.change());
    List<Integer> misfits = decision.refusedHeld().stream().map(RefusedHeld::index).toList();
    Step step =
        new Step(
            id,
            decision.verdict(),
            decision.updates(),
            decision.change(),
            outcome,
            List.copyOf(dead),
            misfits);
    steps.add(step);
    return step;
  }

  private void keep(Fact fact, Decision decision) {
    String id = fact.renewalId();
    cases.put(id, decision.after());
    if (decision.after() instanceof Case.Renewal) {
      held.remove(id);
    } else if (decision.verdict() instanceof RecordOutcome.Applied) {
      List<Fact> now = held.computeIfAbsent(id, opened -> new ArrayList<>());
      decision.refusedHeld().forEach(displaced -> now.remove(displaced.index()));
      now.add(fact);
    }
  }

  /** Does to the ledger what a change asks; null where it has done so already. */
  public CardRules.@Nullable Outcome book(CardChange change) {
    Ledger ledger = ledgers.computeIfAbsent(change.request().cardKey(), opened -> new Ledger());
    Optional<CardRules.Booked> booked =
        change.reversedAt() == null
            ? CardRules.activate(
                ledger.head, ledger.entries.get(ReferenceCard.keyOf(change)), change, policy)
            : CardRules.reverse(ledger.head, ledger.inSequence(), change, policy);
    if (booked.isEmpty()) {
      return null;
    }
    ledger.head = booked.get().card();
    for (LedgerEntry entry : booked.get().changed()) {
      ledger.entries.put(entry.activationId() + "@" + entry.activatedAt(), entry);
    }
    return booked.get().outcome();
  }

  /** Fires all deadlines due at {@code wallClock}, in order of their due time, then name. */
  public void advanceTo(Instant wallClock) {
    for (String id = mostUrgent(wallClock); id != null; id = mostUrgent(wallClock)) {
      Case before = cases.get(id);
      DueDeadline due = DeadlineRules.next(before, policy);
      DeadlineRules.Fired fired = DeadlineRules.fire(before, due.deadline(), wallClock);
      if (fired.after() == null) {
        cases.remove(id);
        held.remove(id);
      } else {
        cases.put(id, fired.after());
      }
      steps.add(new Step(id, null, fired.updates(), null, null, List.of(), List.of()));
    }
  }

  private @Nullable String mostUrgent(Instant wallClock) {
    String urgent = null;
    DueDeadline first = null;
    for (Map.Entry<String, Case> entry : cases.entrySet()) {
      DueDeadline due = DeadlineRules.next(entry.getValue(), policy);
      boolean isDue = due != null && !due.at().isAfter(wallClock);
      if (isDue && (first == null || due.compareTo(first) < 0)) {
        first = due;
        urgent = entry.getKey();
      }
    }
    return urgent;
  }

  /** All steps so far. */
  public List<Step> steps() {
    return steps;
  }

  /** The case of a renewal, null if nothing is remembered of it. */
  public @Nullable Case caseOf(String renewalId) {
    return cases.get(renewalId);
  }

  /** All renewals that something is remembered of. */
  public List<String> renewals() {
    return List.copyOf(cases.keySet());
  }

  /** How long a card is good for. */
  public Coverage coverageOf(String cardKey) {
    Card head = headOf(cardKey);
    return head == null ? Coverage.NONE : head.coverage();
  }

  /** The entries of a card's ledger, in their sequence. */
  public List<LedgerEntry> ledgerOf(String cardKey) {
    Ledger ledger = ledgers.get(cardKey);
    return ledger == null ? List.of() : ledger.inSequence();
  }

  /** All cards that have a ledger. */
  public List<String> cards() {
    return ledgers.entrySet().stream()
        .filter(entry -> entry.getValue().head != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The head of a card's ledger, null if there is none. */
  public @Nullable Card headOf(String cardKey) {
    Ledger ledger = ledgers.get(cardKey);
    return ledger == null ? null : ledger.head;
  }

  public int read() {
    return read;
  }

  public int applied() {
    return applied;
  }

  public int duplicate() {
    return duplicate;
  }

  public int refused() {
    return refused;
  }
}
