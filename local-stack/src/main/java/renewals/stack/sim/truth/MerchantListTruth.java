package renewals.stack.sim.truth;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a merchant's lists must hold. Written from the rules alone; shares no code with the
 * pipeline.
 *
 * @param renewals the state of each of his renewals, by its id
 * @param cards of those of his cards that nobody else asked to renew, by their keys: the state, and
 *     the data that his renewals bring. Of a card that another merchant renewed too, what he sees
 *     hangs on the order of reading
 * @param all the keys of all cards that he asked to renew: no other may be in his list
 */
public record MerchantListTruth(
    String merchantId, Map<String, String> renewals, Map<String, String> cards, Set<String> all) {

  private static final int CARD_KEY = 19;

  /** Of each merchant who asked for a renewal, in the order of their ids. */
  public static List<MerchantListTruth> of(List<Truth> truths) {
    Map<String, List<Truth>> byCard =
        truths.stream().collect(Collectors.groupingBy(truth -> cardOf(truth.iccid())));
    return truths.stream()
        .collect(Collectors.groupingBy(Truth::merchantId, TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(one -> of(one.getKey(), one.getValue(), byCard))
        .toList();
  }

  private static MerchantListTruth of(
      String merchantId, List<Truth> his, Map<String, List<Truth>> byCard) {
    Map<String, String> renewals = new TreeMap<>();
    Map<String, String> cards = new TreeMap<>();
    Set<String> all = new TreeSet<>();
    for (Truth truth : his) {
      renewals.put(truth.renewalId(), truth.state());
      String card = cardOf(truth.iccid());
      all.add(card);
      List<Truth> of = byCard.getOrDefault(card, List.of());
      if (of.stream().allMatch(one -> one.merchantId().equals(merchantId))) {
        List<Truth> counting = of.stream().filter(Truth::usable).toList();
        cards.put(
            card,
            row(
                counting.isEmpty() ? "UNKNOWN" : "ACTIVE",
                counting.stream().mapToLong(Truth::dataBytes).sum()));
      }
    }
    return new MerchantListTruth(merchantId, renewals, cards, all);
  }

  /** What is compared of a card. */
  public static String row(String state, long dataBytes) {
    return "%s, %d bytes".formatted(state, dataBytes);
  }

  /** The key of the card of that number. */
  public static String cardOf(String iccid) {
    return iccid.replace(" ", "").replace("-", "").toUpperCase(Locale.ROOT).substring(0, CARD_KEY);
  }
}
