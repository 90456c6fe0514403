package renewals.notifier.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which news of a renewal makes earlier news of it void: who can use his card need not hear any
 * more that it takes longer. Urgent kinds, and what is about money, are never void. Source: rules,
 * "What a merchant is told", and docs/notices.md.
 */
final class Overtaking {

  /** What nobody needs to hear any more who can use his card, or has all his money back. */
  private static final Set<Kind> ON_THE_WAY =
      EnumSet.of(
          Kind.APPROVED,
          Kind.PAID,
          Kind.UNDERPAID,
          Kind.DELAYED,
          Kind.LAPSED,
          Kind.STALLED,
          Kind.CARRIER_NOTICE);

  /**
   * What is said, by the clock or by a carrier, while a renewal waits, and never once it is usable.
   */
  private static final Set<Kind> WHILE_IT_WAITS =
      EnumSet.of(Kind.DELAYED, Kind.LAPSED, Kind.STALLED, Kind.CARRIER_NOTICE);

  /** A renewalId isn't used again so soon, and a fact isn't read so late. */
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(30);

  private static final Map<Kind, Set<Kind>> VOID = new EnumMap<>(Kind.class);

  static {
    for (Kind later : Kind.values()) {
      VOID.put(later, madeVoidBy(later));
    }
  }

  private Overtaking() {}

  /** Whether the later news makes the earlier void. */
  static boolean overtakes(Kind later, Kind earlier) {
    return VOID.getOrDefault(later, Set.of()).contains(earlier);
  }

  /** Likewise, where it is known what the earlier says: an activation ends what was overdue. */
  static boolean overtakes(Kind later, MerchantEvent earlier) {
    return overtakes(later, earlier.kind())
        || (later == Kind.ACTIVATED
            && earlier instanceof MerchantEvent.RefundDue due
            && due.overdue() != null);
  }

  /** The kind of news; money that is owed as it lapsed or stalled is of that wait. */
  static Kind said(MerchantEvent news) {
    return news instanceof MerchantEvent.RefundDue due && due.overdue() != null
        ? switch (due.overdue()) {
          case LAPSED -> Kind.LAPSED;
          case STALLED -> Kind.STALLED;
        }
        : news.kind();
  }

  /**
   * Whether news of a renewal was decided no earlier than other news of it. Their times say so, but
   * for one case: an activation has the time of the fact that completed it, and what was said of
   * the wait before, while that fact was still to be read, has a later one.
   */
  static boolean isLater(Kind kind, Instant at, Kind other, Instant otherAt) {
    if (isOfTheWaitBefore(other, otherAt, kind, at)) {
      return true;
    }
    return !at.isBefore(otherAt) && !isOfTheWaitBefore(kind, at, other, otherAt);
  }

  private static boolean isOfTheWaitBefore(Kind kind, Instant at, Kind other, Instant otherAt) {
    return other == Kind.ACTIVATED
        && WHILE_IT_WAITS.contains(kind)
        && at.isBefore(otherAt.plus(LONGEST_OUTAGE));
  }

  private static Set<Kind> madeVoidBy(Kind later) {
    return switch (later) {
      case ACTIVATED, REFUNDED -> ON_THE_WAY;
      case REVERSED -> EnumSet.of(Kind.ACTIVATED);
      case REJECTED ->
          EnumSet.of(Kind.APPROVED, Kind.PAID, Kind.DELAYED, Kind.STALLED, Kind.CARRIER_NOTICE);
      // nothing is owed back of what waits for its review
      case PAID -> EnumSet.of(Kind.UNDERPAID, Kind.LAPSED, Kind.REFUND_DUE);
      case UNDERPAID -> EnumSet.of(Kind.UNDERPAID, Kind.APPROVED);
      case STALLED -> EnumSet.of(Kind.DELAYED, Kind.CARRIER_NOTICE);
      case DELAYED, CARRIER_NOTICE -> EnumSet.of(Kind.CARRIER_NOTICE);
      case DATA_USED_UP -> EnumSet.of(Kind.DATA_LOW);
      case CARD_SUSPENDED, CARD_CLOSED -> EnumSet.of(Kind.CARD_RESUMED);
      case PAYMENT_FAILED,
          APPROVED,
          MISMATCH,
          LAPSED,
          REFUND_DUE,
          EXPIRY_REMINDER,
          DATA_LOW,
          CARD_RESUMED,
          ANNOUNCEMENT,
          CAMPAIGN,
          CONTACT_CHANGED,
          ADDRESS_PAUSED,
          ADDRESS_RECOVERED,
          DIGEST,
          WEBHOOK_CHALLENGE ->
          EnumSet.noneOf(Kind.class);
    };
  }
}
