package renewals.notifier.domain.terminal;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.MerchantEvent;

/**
 * What the till shows of the data card in it. Source: docs/notices.md, "Terminals".
 *
 * @param date what the state says of it; null where nobody can name one
 */
public record TerminalDisplay(State state, @Nullable Instant date) {

  /** What a till can show of a card. */
  public enum State {
    /** Something is still to be paid. */
    PAYMENT_DUE(0),
    /** It is paid, and the carrier has yet to answer; by then in nine cases out of ten. */
    RENEWING(1),
    /** The carrier has refused the renewal. */
    REFUSED(2),
    /** The card works until then. */
    ACTIVE(3),
    /** It expires then, or has expired. */
    EXPIRING(4),
    /** Little data is left; it is expected to run out then. */
    DATA_LOW(5),
    /** No data is left. */
    DATA_USED_UP(6),
    /** The renewal was taken back, and nothing is left of the card's time. */
    ENDED(7),
    /** The network doesn't take the card. */
    SUSPENDED(8),
    /** It never will again. */
    CLOSED(9);

    private final int order;

    State(int order) {
      this.order = order;
    }

    /** Which of two that are of the same moment is the later; terminals read it. */
    public int order() {
      return order;
    }
  }

  /** What is shown after that news; empty where it changes nothing that a till shows. */
  public static Optional<TerminalDisplay> of(MerchantEvent news) {
    return Optional.ofNullable(
        switch (news) {
          case MerchantEvent.Activated it ->
              it.stop() == null ? until(State.ACTIVE, it.validUntil()) : stopped(it.stop());
          case MerchantEvent.Reversed it -> left(it);
          case MerchantEvent.Paid it -> until(State.RENEWING, by(it.expected()));
          case MerchantEvent.Delayed it -> until(State.RENEWING, by(it.expected()));
          case MerchantEvent.CarrierNotice it -> until(State.RENEWING, by(it.expected()));
          case MerchantEvent.Stalled ignored -> until(State.RENEWING, null);
          case MerchantEvent.Underpaid ignored -> until(State.PAYMENT_DUE, null);
          case MerchantEvent.Approved ignored -> until(State.PAYMENT_DUE, null);
          case MerchantEvent.Lapsed ignored -> until(State.PAYMENT_DUE, null);
          case MerchantEvent.Rejected ignored -> until(State.REFUSED, null);
          case MerchantEvent.ExpiryReminder it -> until(State.EXPIRING, it.validUntil());
          case MerchantEvent.DataUsed it ->
              it.usedUp() ? until(State.DATA_USED_UP, null) : until(State.DATA_LOW, it.runsOutAt());
          case MerchantEvent.CardStopped it -> stopped(it.stop());
          case MerchantEvent.CardResumed ignored -> until(State.ACTIVE, null);
          case MerchantEvent.PaymentFailed ignored -> null;
          case MerchantEvent.Mismatch ignored -> null;
          case MerchantEvent.RefundDue ignored -> null;
          case MerchantEvent.Refunded ignored -> null;
          case MerchantEvent.Announced ignored -> null;
          case MerchantEvent.ContactChanged ignored -> null;
          case MerchantEvent.AddressPaused ignored -> null;
          case MerchantEvent.AddressRecovered ignored -> null;
        });
  }

  private static TerminalDisplay until(State state, @Nullable Instant date) {
    return new TerminalDisplay(state, date);
  }

  private static TerminalDisplay stopped(MerchantEvent.Stop stop) {
    return until(stop.forGood() ? State.CLOSED : State.SUSPENDED, null);
  }

  private static TerminalDisplay left(MerchantEvent.Reversed reversed) {
    Instant end = reversed.validUntil();
    boolean isLeft = end != null && end.isAfter(reversed.at());
    return until(isLeft ? State.ACTIVE : State.ENDED, end);
  }

  private static @Nullable Instant by(@Nullable Expected expected) {
    return expected == null ? null : expected.by();
  }
}
