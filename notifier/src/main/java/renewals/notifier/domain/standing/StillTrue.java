package renewals.notifier.domain.standing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;

/**
 * What holds at a moment of the news that stand of a merchant's renewals: a card may have several
 * renewals, and some news end by themselves. Source: docs/notices.md, "A contact that changes gets
 * what is still true".
 */
public final class StillTrue {

  /** After so long a card has another allowance, whether or not anybody has reported of it. */
  private static final Duration DATA_PERIOD = Duration.ofDays(31);

  /** What nobody needs to hear any more whose card was renewed since. */
  private static final Set<Kind> SETTLED_BY_ANOTHER_RENEWAL =
      EnumSet.of(
          Kind.LAPSED, Kind.PAYMENT_FAILED, Kind.DATA_LOW, Kind.DATA_USED_UP, Kind.EXPIRY_REMINDER);

  private StillTrue() {}

  /**
   * Those that hold, in the order in which they happened.
   *
   * @param standing one for each renewal and {@link Aspect}
   */
  public static List<NotificationTrigger> of(List<NotificationTrigger> standing, Instant now) {
    Map<String, List<NotificationTrigger>> byCard =
        standing.stream()
            .filter(cause -> !hasEnded(cause.news(), now))
            .collect(Collectors.groupingBy(StillTrue::cardOf));
    return byCard.values().stream()
        .flatMap(ofCard -> ofCard.stream().filter(cause -> holdsBeside(cause, ofCard)))
        .sorted(Comparator.comparing(NotificationTrigger::at))
        .toList();
  }

  private static boolean hasEnded(MerchantEvent news, Instant now) {
    return switch (news) {
      case MerchantEvent.Activated it -> isPast(it.validUntil(), now);
      case MerchantEvent.Reversed it -> isPast(it.validUntil(), now);
      case MerchantEvent.ExpiryReminder it -> isPast(it.closesAt(), now);
      case MerchantEvent.DataUsed it -> isPast(it.periodStart().plus(DATA_PERIOD), now);
      case MerchantEvent.Paid ignored -> false;
      case MerchantEvent.PaymentFailed ignored -> false;
      case MerchantEvent.Underpaid ignored -> false;
      case MerchantEvent.Approved ignored -> false;
      case MerchantEvent.Rejected ignored -> false;
      case MerchantEvent.Mismatch ignored -> false;
      case MerchantEvent.Delayed ignored -> false;
      case MerchantEvent.Lapsed ignored -> false;
      case MerchantEvent.Stalled ignored -> false;
      case MerchantEvent.RefundDue ignored -> false;
      case MerchantEvent.Refunded ignored -> false;
      case MerchantEvent.CarrierNotice ignored -> false;
      case MerchantEvent.CardStopped ignored -> false;
      case MerchantEvent.CardResumed ignored -> false;
      case MerchantEvent.Announced ignored -> false;
      case MerchantEvent.ContactChanged ignored -> false;
      case MerchantEvent.AddressPaused ignored -> false;
      case MerchantEvent.AddressRecovered ignored -> false;
    };
  }

  private static boolean isPast(@Nullable Instant end, Instant now) {
    return end != null && !end.isAfter(now);
  }

  /** Whether nothing else that holds of the same card makes it void. */
  private static boolean holdsBeside(NotificationTrigger cause, List<NotificationTrigger> ofCard) {
    Kind kind = cause.news().kind();
    if (kind == Kind.ACTIVATED) {
      return ofCard.stream()
          .filter(other -> other.news().kind() == Kind.ACTIVATED || isStop(other))
          .noneMatch(other -> other.at().isAfter(cause.at()));
    }
    if (kind == Kind.REFUND_DUE) {
      return ofCard.stream().noneMatch(other -> other.overtakes(cause));
    }
    return !(isStop(cause) || SETTLED_BY_ANOTHER_RENEWAL.contains(kind))
        || ofCard.stream()
            .filter(other -> other.news().kind() == Kind.ACTIVATED)
            .noneMatch(other -> other.at().isAfter(cause.at()));
  }

  private static boolean isStop(NotificationTrigger cause) {
    return cause.news() instanceof MerchantEvent.CardStopped;
  }

  /** The masked key alone may be two cards'; where there is none a renewal stands alone. */
  private static String cardOf(NotificationTrigger cause) {
    return cause.cardKey() == null
        ? String.valueOf(cause.renewalId())
        : cause.cardKey() + '/' + cause.terminalId();
  }
}
