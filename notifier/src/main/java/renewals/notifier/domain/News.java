package renewals.notifier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened that a merchant is told: one form for each kind, with what its text needs. */
public sealed interface News {

  /** The card is usable. */
  record Activated(Instant validFrom, @Nullable Instant validUntil, long dataBytes)
      implements News {}

  /** An activation was taken back; {@code validUntil} is what is left, if anything is. */
  record Reversed(Instant at, @Nullable Instant validUntil) implements News {}

  /** Paid in full. */
  record Paid(@Nullable Amount amount, @Nullable Expected expected) implements News {}

  /** A payment did not go through. */
  record PaymentFailed(@Nullable Amount tried, @Nullable String reason) implements News {}

  /** Some of the money is missing. */
  record Underpaid(@Nullable Amount missing) implements News {}

  /** The carrier said no; {@code carriersWords} is free text. */
  record Rejected(Refusal refusal, @Nullable String carriersWords) implements News {}

  /** A settled payment does not belong to the renewal that it names. */
  record Mismatch(Amount amount, @Nullable String field) implements News {}

  /** The carrier takes longer than promised. */
  record Delayed(@Nullable Expected expected) implements News {}

  /** Not paid in time. */
  record Lapsed() implements News {}

  /** Paid, and the carrier has said nothing for so long that a person must look. */
  record Stalled() implements News {}

  /** Money is owed back. */
  record RefundDue(@Nullable Amount amount) implements News {}

  /** The card expires, or has just expired. */
  record ExpiryReminder(@Nullable Instant validUntil) implements News {}

  /** The carrier's state moved the expected time. */
  record CarrierNotice(@Nullable Expected expected, @Nullable String carriersWords)
      implements News {}

  /** The kind of notice that this gives. */
  default Kind kind() {
    return switch (this) {
      case Activated ignored -> Kind.ACTIVATED;
      case Reversed ignored -> Kind.REVERSED;
      case Paid ignored -> Kind.PAID;
      case PaymentFailed ignored -> Kind.PAYMENT_FAILED;
      case Underpaid ignored -> Kind.UNDERPAID;
      case Rejected ignored -> Kind.REJECTED;
      case Mismatch ignored -> Kind.MISMATCH;
      case Delayed ignored -> Kind.DELAYED;
      case Lapsed ignored -> Kind.LAPSED;
      case Stalled ignored -> Kind.STALLED;
      case RefundDue ignored -> Kind.REFUND_DUE;
      case ExpiryReminder ignored -> Kind.EXPIRY_REMINDER;
      case CarrierNotice ignored -> Kind.CARRIER_NOTICE;
    };
  }
}
