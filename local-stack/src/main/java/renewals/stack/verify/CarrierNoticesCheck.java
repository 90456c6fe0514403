package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import renewals.stack.sim.truth.Truth;

/**
 * Holds what was told of carriers against what the carriers said.
 *
 * @param ofSpeakingCarriers the renewals whose carrier said something of itself
 * @param waiting the renewal that waited through an outage whose end nobody knew
 * @param words how often carriers said something
 */
public record CarrierNoticesCheck(Set<String> ofSpeakingCarriers, String waiting, long words) {

  private static final String KIND = "CARRIER_NOTICE";

  static boolean isCarrierNotice(JsonNode update) {
    return update.path("kind").asText().equals(KIND);
  }

  /**
   * Those who wait for a carrier that sent a status report may be told of it, nobody else; who
   * waited through the outage must be told that there is no time.
   *
   * @param updates as they came out
   */
  Guarantee check(List<Truth> truths, List<JsonNode> updates) {
    List<JsonNode> told = updates.stream().filter(CarrierNoticesCheck::isCarrierNotice).toList();
    Differences differences = new Differences();
    differences.compare(
        "told of a carrier though not waiting for one that said something",
        List.of(),
        toldForNothing(truths, told, ofSpeakingCarriers));
    differences.compare(
        waiting + " was told that nobody knows when its carrier is back",
        true,
        told.stream()
            .filter(update -> renewalOf(update).equals(waiting))
            .anyMatch(update -> !update.path("expectedUsable").hasNonNull("by")));
    return differences.guarantee(
        "Carriers' troubles are told to those who wait for them only",
        "%d words of carriers, %d notices".formatted(words, told.size()));
  }

  /**
   * The renewals of which a carrier's trouble was told though they never waited for one that said
   * something.
   *
   * @param updates as they came out
   * @param ofSpeakingCarriers the renewals whose carrier said something of itself
   */
  public static List<String> toldForNothing(
      List<Truth> truths, List<JsonNode> updates, Set<String> ofSpeakingCarriers) {
    Set<String> concerned =
        truths.stream()
            .filter(CarrierNoticesCheck::mayWaitForReview)
            .map(Truth::renewalId)
            .filter(ofSpeakingCarriers::contains)
            .collect(Collectors.toSet());
    return updates.stream()
        .filter(CarrierNoticesCheck::isCarrierNotice)
        .map(CarrierNoticesCheck::renewalOf)
        .filter(Predicate.not(concerned::contains))
        .toList();
  }

  private static boolean mayWaitForReview(Truth truth) {
    return truth.tellings().stream().anyMatch(said -> said.containsKey("PAID"));
  }

  private static String renewalOf(JsonNode update) {
    return update.path("renewalId").asText();
  }
}
