package renewals.activation.renewal.rules;

import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.CardRules;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.model.Update;
import renewals.activation.renewal.rules.InMemoryPipeline.Step;

/** What the rules gave, as the reference models would put it. */
public final class InTheReferencesWords {

  private InTheReferencesWords() {}

  static ReferenceRenewal.Outcome of(Step step) {
    return new ReferenceRenewal.Outcome(
        verdict(step.verdict()),
        step.updates().stream().map(InTheReferencesWords::update).toList(),
        step.change() == null ? null : change(step.change()),
        step.refusedHeld());
  }

  private static @Nullable String verdict(@Nullable RecordOutcome verdict) {
    return switch (verdict) {
      case null -> null;
      case RecordOutcome.Applied yes -> "APPLIED";
      case RecordOutcome.Duplicate again -> "DUPLICATE";
      case RecordOutcome.Refused no -> no.refusal().reason().name();
    };
  }

  private static ReferenceRenewal.ExpectedUpdate update(Update update) {
    return new ReferenceRenewal.ExpectedUpdate(
        update.updateId(),
        update.kind(),
        update.amount(),
        update.reason(),
        update.request(),
        update.at());
  }

  private static ReferenceRenewal.Change change(CardChange change) {
    return new ReferenceRenewal.Change(
        change.activationId(),
        change.reversal() == null ? null : String.valueOf(change.reversal().reason()),
        change.at(),
        change.activation().at(),
        change.activation().paidAt(),
        change.activation().approvedAt(),
        change.carriersWord());
  }

  public static ReferenceCard.@Nullable Dates datesOf(CardRules.@Nullable Outcome outcome) {
    return outcome == null
        ? null
        : new ReferenceCard.Dates(
            outcome.previousValidUntil(), outcome.validFrom(), outcome.validUntil());
  }
}
