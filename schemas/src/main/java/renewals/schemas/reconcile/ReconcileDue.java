package renewals.schemas.reconcile;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A renewal of which its payment channel is to be asked, or was asked in vain.
 *
 * <p>Source: partners, "What a channel forgets to send".
 *
 * @param requestedAt when the request was appended: the four questions for the payment count from
 *     it
 * @param asked how many of the questions of this state lie behind
 * @param dueAt when to look next; of UNKNOWN since when nobody can know
 * @param paidAt when it was paid, null while nobody has said so
 * @param why what can't be known, for operators; null but for UNKNOWN
 * @param lastAt of UNKNOWN when to look for refunds a last time, null for never
 */
public record ReconcileDue(
    String renewalId,
    String channelId,
    State state,
    Instant requestedAt,
    int asked,
    Instant dueAt,
    @Nullable Instant paidAt,
    @Nullable String why,
    @Nullable Instant lastAt) {

  /** One that is still to be asked for. */
  public ReconcileDue(
      String renewalId,
      String channelId,
      State state,
      Instant requestedAt,
      int asked,
      Instant dueAt,
      @Nullable Instant paidAt) {
    this(renewalId, channelId, state, requestedAt, asked, dueAt, paidAt, null, null);
  }

  /** What the channel is asked for. */
  public enum State {
    /** Its payment. */
    WAITING,
    /** What was given back of it. */
    PAID,
    /** What no answer tells: an operator has to look, whether it is asked for once more or not. */
    UNKNOWN
  }

  /** When to look next; empty for never. */
  public Optional<Instant> lookAt() {
    return state == State.UNKNOWN ? Optional.ofNullable(lastAt) : Optional.of(dueAt);
  }

  /** What is left once an operator has looked: the last question, if one is to come. */
  public Optional<ReconcileDue> marked() {
    return Optional.ofNullable(lastAt)
        .map(
            last ->
                new ReconcileDue(
                    renewalId, channelId, State.PAID, requestedAt, 1, last, paidAt, null, null));
  }
}
