package renewals.activation.renewal.rules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.Stage;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.DeadlineWait;
import renewals.activation.renewal.model.RenewalStatus;

/**
 * A wait as those count it who learn how long it takes: for payment until it is paid, for the
 * carrier until it has decided. One that lapsed or stalled is over, whatever comes later.
 *
 * @param since the step by which it began
 */
public record StageWait(Stage stage, Instant since) {

  /** How a wait ended. */
  public enum End {
    /** With what was waited for. */
    REACHED,
    /** Without it: lapsed, stalled, refunded, rejected before it was paid, or begun anew. */
    BROKEN_OFF
  }

  /** What a case waits for, null if it is nothing that is measured. */
  public static @Nullable StageWait of(@Nullable Case found) {
    if (!(found instanceof Case.Renewal renewal)) {
      return null;
    }
    return switch (renewal.waiting()) {
      case DeadlineWait.ForNothing nothing -> null;
      case DeadlineWait.ForPayment spell ->
          spell.lapsed() ? null : new StageWait(Stage.PAYMENT, spell.since());
      case DeadlineWait.ForReview spell ->
          spell.stalled() ? null : new StageWait(Stage.REVIEW, spell.since());
    };
  }

  /**
   * How it ended.
   *
   * @param after the case from then on, which does not wait so any more; null if it was forgotten
   */
  public End endedBy(@Nullable Case after) {
    RenewalStatus status = RenewalStatus.of(after);
    boolean reached =
        switch (stage) {
          case PAYMENT -> status.paid();
          case REVIEW -> status.latestReview() != null;
        };
    return reached ? End.REACHED : End.BROKEN_OFF;
  }
}
