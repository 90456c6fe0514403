package renewals.notifier.domain;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which news of a renewal makes earlier news of it void: who can use his card need not hear any
 * more that it takes longer. Urgent kinds, and what is about money, are never void. Source: rules,
 * "What a merchant is told", and docs/notices.md.
 */
final class Overtaking {

  private static final Map<Kind, Set<Kind>> VOID =
      Map.ofEntries(
          Map.entry(
              Kind.ACTIVATED,
              EnumSet.of(
                  Kind.APPROVED,
                  Kind.PAID,
                  Kind.UNDERPAID,
                  Kind.DELAYED,
                  Kind.LAPSED,
                  Kind.STALLED,
                  Kind.CARRIER_NOTICE)),
          Map.entry(Kind.REVERSED, EnumSet.of(Kind.ACTIVATED)),
          Map.entry(
              Kind.REJECTED,
              EnumSet.of(
                  Kind.APPROVED, Kind.PAID, Kind.DELAYED, Kind.STALLED, Kind.CARRIER_NOTICE)),
          Map.entry(
              Kind.REFUNDED,
              EnumSet.of(
                  Kind.APPROVED,
                  Kind.PAID,
                  Kind.UNDERPAID,
                  Kind.DELAYED,
                  Kind.LAPSED,
                  Kind.STALLED,
                  Kind.CARRIER_NOTICE)),
          Map.entry(Kind.PAID, EnumSet.of(Kind.UNDERPAID, Kind.LAPSED)),
          Map.entry(Kind.UNDERPAID, EnumSet.of(Kind.UNDERPAID, Kind.APPROVED)),
          Map.entry(Kind.STALLED, EnumSet.of(Kind.DELAYED, Kind.CARRIER_NOTICE)),
          Map.entry(Kind.DELAYED, EnumSet.of(Kind.CARRIER_NOTICE)),
          Map.entry(Kind.CARRIER_NOTICE, EnumSet.of(Kind.CARRIER_NOTICE)),
          Map.entry(Kind.DATA_USED_UP, EnumSet.of(Kind.DATA_LOW)),
          Map.entry(Kind.CARD_SUSPENDED, EnumSet.of(Kind.CARD_RESUMED)),
          Map.entry(Kind.CARD_CLOSED, EnumSet.of(Kind.CARD_RESUMED)));

  private Overtaking() {}

  /** Whether the later news makes the earlier void. */
  static boolean overtakes(Kind later, Kind earlier) {
    return VOID.getOrDefault(later, Set.of()).contains(earlier);
  }
}
