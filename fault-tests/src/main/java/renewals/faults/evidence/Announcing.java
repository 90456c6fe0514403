package renewals.faults.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import renewals.faults.load.Announced;
import renewals.stack.sim.truth.AnnouncementTruth;
import renewals.stack.sim.truth.Truth;

/**
 * Who must, and who may, hear of what was announced while renewals went on: of whom it is sure that
 * a card was known when it came, and of no other card can it matter which renewal was its latest.
 */
final class Announcing {

  private static final String TYPE = "announcement";

  private Announcing() {}

  /** Of each revision that held when it came. */
  static List<AnnouncementTruth> in(
      List<Input> inputs,
      List<Announced> announced,
      List<Truth> truths,
      Map<String, JsonNode> requests) {
    Map<String, List<JsonNode>> byId =
        inputs.stream()
            .filter(Input.Usable.class::isInstance)
            .map(Input.Usable.class::cast)
            .filter(usable -> usable.event().path("type").asText().equals(TYPE))
            .collect(
                Collectors.groupingBy(
                    Input.Usable::owner,
                    Collectors.mapping(Input.Usable::event, Collectors.toList())));
    List<Truth> steady = steady(truths);
    List<AnnouncementTruth> found = new ArrayList<>();
    for (Announced one : announced) {
      List<JsonNode> words = byId.getOrDefault(one.announcementId(), List.of());
      List<Truth> known =
          steady.stream().filter(truth -> one.activated().contains(truth.renewalId())).toList();
      List<AnnouncementTruth> may = AnnouncementTruth.of(words, truths, requests, Instant.EPOCH);
      List<AnnouncementTruth> must = AnnouncementTruth.of(words, known, requests, Instant.EPOCH);
      for (int i = 0; i < may.size(); i++) {
        found.add(new AnnouncementTruth(may.get(i).name(), must.get(i).must(), may.get(i).may()));
      }
    }
    return List.copyOf(found);
  }

  /** Renewals that only came to count, of cards that had no other. */
  private static List<Truth> steady(List<Truth> truths) {
    Map<String, List<Truth>> byCard =
        truths.stream()
            .filter(truth -> truth.activations() > 0)
            .collect(Collectors.groupingBy(truth -> CardWords.keyOf(truth.iccid())));
    Set<Truth> alone =
        byCard.values().stream()
            .filter(of -> of.size() == 1)
            .map(List::getFirst)
            .filter(truth -> truth.activations() == 1 && truth.reversals() == 0)
            .collect(Collectors.toSet());
    return truths.stream().filter(alone::contains).toList();
  }
}
