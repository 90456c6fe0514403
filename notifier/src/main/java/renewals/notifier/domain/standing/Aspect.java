package renewals.notifier.domain.standing;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;

/**
 * One side of a renewal of which one news holds at a time. Source: docs/notices.md, "A contact that
 * changes gets what is still true".
 */
public enum Aspect {
  /** How far the renewal is. */
  COURSE,
  /** What is owed back. */
  MONEY,
  /** Whether the network takes the card. */
  BLOCK,
  /** What is left of its data. */
  DATA,
  /** When it expires. */
  EXPIRY;

  private static final Set<Aspect> NONE = Collections.emptySet();

  /** A failed try to pay says something only of who has yet to pay. */
  private static final Set<Kind> UNPAID =
      EnumSet.of(Kind.APPROVED, Kind.UNDERPAID, Kind.PAYMENT_FAILED, Kind.LAPSED);

  /** The side that news of a kind is about; empty where it holds for a moment only. */
  public static Optional<Aspect> of(Kind kind) {
    return Optional.ofNullable(
        switch (kind) {
          case APPROVED,
              UNDERPAID,
              PAYMENT_FAILED,
              LAPSED,
              PAID,
              DELAYED,
              STALLED,
              CARRIER_NOTICE,
              ACTIVATED,
              REVERSED,
              REJECTED ->
              COURSE;
          case REFUND_DUE -> MONEY;
          case CARD_SUSPENDED, CARD_CLOSED -> BLOCK;
          case DATA_LOW, DATA_USED_UP -> DATA;
          case EXPIRY_REMINDER -> EXPIRY;
          case REFUNDED,
              CARD_RESUMED,
              MISMATCH,
              ANNOUNCEMENT,
              CAMPAIGN,
              CONTACT_CHANGED,
              ADDRESS_PAUSED,
              ADDRESS_RECOVERED,
              DIGEST,
              WEBHOOK_CHALLENGE ->
              null;
        });
  }

  /** The sides of a renewal of which nothing holds any more after that news, but itself. */
  public static Set<Aspect> endedBy(MerchantEvent news) {
    return switch (news) {
      case MerchantEvent.Activated it ->
          it.stop() == null ? EnumSet.of(BLOCK, DATA, EXPIRY) : EnumSet.of(DATA, EXPIRY);
      case MerchantEvent.Refunded ignored -> EnumSet.of(COURSE, MONEY);
      case MerchantEvent.CardResumed ignored -> EnumSet.of(BLOCK);
      case MerchantEvent.Reversed ignored -> NONE;
      case MerchantEvent.Paid ignored -> NONE;
      case MerchantEvent.PaymentFailed ignored -> NONE;
      case MerchantEvent.Underpaid ignored -> NONE;
      case MerchantEvent.Approved ignored -> NONE;
      case MerchantEvent.Rejected ignored -> NONE;
      case MerchantEvent.Mismatch ignored -> NONE;
      case MerchantEvent.Delayed ignored -> NONE;
      case MerchantEvent.Lapsed ignored -> NONE;
      case MerchantEvent.Stalled ignored -> NONE;
      case MerchantEvent.RefundDue ignored -> NONE;
      case MerchantEvent.ExpiryReminder ignored -> NONE;
      case MerchantEvent.CarrierNotice ignored -> NONE;
      case MerchantEvent.DataUsed ignored -> NONE;
      case MerchantEvent.CardStopped ignored -> NONE;
      case MerchantEvent.Announced ignored -> NONE;
      case MerchantEvent.ContactChanged ignored -> NONE;
      case MerchantEvent.AddressPaused ignored -> NONE;
      case MerchantEvent.AddressRecovered ignored -> NONE;
    };
  }

  /** Whether the later news takes the place of the earlier, which is about the same side. */
  public static boolean replaces(NotificationTrigger later, NotificationTrigger earlier) {
    boolean isLater = later.isLaterThan(earlier);
    return later.news().kind() == Kind.PAYMENT_FAILED
        ? isLater && UNPAID.contains(earlier.news().kind())
        : isLater;
  }
}
