package renewals.activation.cardreport.model;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the network takes a card, as a carrier says.
 *
 * @param cause a word of the contract; null where it is not stopped, or nobody said
 * @param reasonText why, in the carrier's own words
 * @param since since when, by the carrier; it applies on arrival
 * @param revision at least 0; the greatest holds
 */
public record CardStatusReport(
    String carrierId,
    String cardKey,
    State state,
    @Nullable String cause,
    @Nullable String reasonText,
    Instant since,
    long revision)
    implements CardReport {

  /** Whether the network takes the card. */
  public enum State {
    ACTIVE,
    SUSPENDED,
    CLOSED
  }

  /** The contract's cause for any that this version does not name. */
  private static final String OTHER = "OTHER";

  /** A cause counts only where the card is stopped. */
  public CardStatusReport {
    cause = state == State.ACTIVE ? null : cause;
  }

  /** Whether one of the same revision says the same. A cause that is learnt later is no news. */
  boolean saysTheSameAs(CardStatusReport other) {
    return state == other.state
        && isSameCause(other)
        && Objects.equals(reasonText, other.reasonText)
        && since.equals(other.since);
  }

  private boolean isSameCause(CardStatusReport other) {
    return Objects.equals(cause, other.cause)
        || (cause != null
            && other.cause != null
            && (OTHER.equals(cause) || OTHER.equals(other.cause)));
  }

  /** Whether it says something else than what held before; before the first word it is ACTIVE. */
  boolean isNewsAfter(@Nullable CardStatusReport before) {
    State was = before == null ? State.ACTIVE : before.state;
    return state != was || !Objects.equals(cause, before == null ? null : before.cause);
  }
}
