package renewals.stack.sim.truth;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Which news of a renewal nobody needs to hear any more, by the rules' text alone. */
public final class VoidNews {

  private static final Set<String> ON_THE_WAY =
      Set.of("APPROVED", "PAID", "UNDERPAID", "DELAYED", "LAPSED", "STALLED", "CARRIER_NOTICE");

  private static final Map<String, Set<String>> VOID_AFTER =
      Map.ofEntries(
          Map.entry("ACTIVATED", ON_THE_WAY),
          Map.entry("REFUNDED", ON_THE_WAY),
          Map.entry("REVERSED", Set.of("ACTIVATED")),
          Map.entry("REJECTED", Set.of("APPROVED", "PAID", "DELAYED", "STALLED", "CARRIER_NOTICE")),
          Map.entry("PAID", Set.of("UNDERPAID", "LAPSED", "REFUND_DUE")),
          Map.entry("STALLED", Set.of("DELAYED", "CARRIER_NOTICE")),
          Map.entry("DELAYED", Set.of("CARRIER_NOTICE")),
          Map.entry("CARRIER_NOTICE", Set.of("CARRIER_NOTICE")),
          Map.entry("UNDERPAID", Set.of("UNDERPAID", "APPROVED")),
          Map.entry("DATA_USED_UP", Set.of("DATA_LOW")),
          Map.entry("CARD_SUSPENDED", Set.of("CARD_RESUMED")),
          Map.entry("CARD_CLOSED", Set.of("CARD_RESUMED")));

  private VoidNews() {}

  /** Whether news of a kind may be void where there are those others of the same renewal. */
  public static boolean mayBe(String kind, Collection<String> others) {
    return others.stream()
        .anyMatch(other -> VOID_AFTER.getOrDefault(other, Set.of()).contains(kind));
  }
}
