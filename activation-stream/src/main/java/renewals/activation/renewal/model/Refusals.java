package renewals.activation.renewal.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.RecordOutcome.Refusal;

/**
 * What was refused of a case lately (rule 2): when it comes again it is a dead letter again, but
 * gives no update. So records that are read twice are reported once.
 *
 * @param latest oldest first
 */
public record Refusals(List<Refused> latest) {

  /** So many are remembered: what does not belong may come without end. */
  public static final int MOST = 20;

  public static final Refusals NONE = new Refusals(List.of());

  /** A refused fact, with its content, and why. */
  public record Refused(Fact fact, Refusal refusal) {}

  /** Why this fact with this content was refused before, null if that is not remembered. */
  public @Nullable Refusal of(Fact fact) {
    for (Refused refused : latest) {
      if (refused.fact().isRepeatedBy(fact)) {
        return refused.refusal();
      }
    }
    return null;
  }

  /** With one more; beyond the limit the oldest is forgotten. */
  public Refusals and(Fact fact, Refusal refusal) {
    return new Refusals(Lists.append(latest, new Refused(fact, refusal), MOST));
  }
}
