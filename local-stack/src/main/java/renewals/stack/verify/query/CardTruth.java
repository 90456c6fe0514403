package renewals.stack.verify.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import renewals.stack.sim.truth.Truth;

/**
 * What must be known of a card in the end.
 *
 * @param requestedBy all renewals that were asked for it
 * @param renewals those that count
 * @param dataBytes what they add up to
 * @param everActivated whether any of them ever was usable
 * @param dates null where they hang on the order of reading
 */
record CardTruth(
    String iccid,
    Set<String> requestedBy,
    Set<String> renewals,
    long dataBytes,
    boolean everActivated,
    @Nullable Dates dates) {

  /** Periods of the simulation's plans are added in the carriers' default zone. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** The dates of a card that was activated once. */
  record Dates(Instant from, Instant until) {}

  /** All cards; the time of an activation is known from its record alone. */
  static List<CardTruth> of(List<Truth> truths, List<JsonNode> activations) {
    Map<String, List<Truth>> byCard =
        truths.stream()
            .collect(Collectors.groupingBy(Truth::iccid, TreeMap::new, Collectors.toList()));
    Map<String, Instant> activated = new HashMap<>();
    activations.forEach(
        one ->
            activated.putIfAbsent(
                one.path("renewalId").asText(), Instant.parse(one.path("decidedAt").asText())));
    return byCard.entrySet().stream()
        .map(card -> of(card.getKey(), card.getValue(), activated))
        .toList();
  }

  private static CardTruth of(String iccid, List<Truth> truths, Map<String, Instant> activatedAt) {
    List<Truth> counting = truths.stream().filter(Truth::usable).toList();
    List<Truth> activated = truths.stream().filter(truth -> truth.activations() > 0).toList();
    boolean single = activated.size() == 1 && counting.size() == 1;
    return new CardTruth(
        iccid,
        ids(truths),
        ids(counting),
        counting.stream().mapToLong(Truth::dataBytes).sum(),
        !activated.isEmpty(),
        single ? datesOf(activated.getFirst(), activatedAt) : null);
  }

  private static @Nullable Dates datesOf(Truth truth, Map<String, Instant> activatedAt) {
    Instant at = activatedAt.get(truth.renewalId());
    return at == null
        ? null
        : new Dates(at, at.atZone(ZONE).plus(Period.parse(truth.validity())).toInstant());
  }

  private static Set<String> ids(List<Truth> truths) {
    return truths.stream().map(Truth::renewalId).collect(Collectors.toCollection(TreeSet::new));
  }
}
