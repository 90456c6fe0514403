package renewals.activation.renewal.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.model.Update;

/**
 * The result of one step of a case.
 *
 * @param verdict what became of the record that made the step
 * @param after the case from now on
 * @param updates what is published, in order
 * @param change what the card's ledger has to do, null for nothing
 * @param refusedHeld the held facts that turned out not to belong, or made room for this one
 */
public record Decision(
    RecordOutcome verdict,
    Case after,
    List<Update> updates,
    @Nullable CardChange change,
    List<RefusedHeld> refusedHeld) {

  /**
   * A held fact that is held no more.
   *
   * @param index its place among the held facts, from 0
   */
  public record RefusedHeld(int index, RecordOutcome.Refusal refusal) {}
}
