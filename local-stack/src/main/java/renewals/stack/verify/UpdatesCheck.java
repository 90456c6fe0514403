package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import renewals.stack.sim.truth.Truth;

/** Holds the updates against what the rules let the pipeline say of each renewal. */
public final class UpdatesCheck {

  /** Their deadlines are hours and days away. */
  private static final Set<String> OF_DEADLINES =
      Set.of("DELAYED", "LAPSED", "ORPHANED", "STALLED");

  /** The facts say how much it is. */
  private static final Set<String> WITH_AMOUNT = Set.of("REFUNDED", "REFUND_DUE", "UNDERPAID");

  /** The facts say whether it has one: what is to be paid, or what goes back. */
  private static final Set<String> MAY_HAVE_AMOUNT = Set.of("APPROVED", "REJECTED");

  private UpdatesCheck() {}

  /**
   * Each step is told, once, and nothing else is.
   *
   * @param updates as they came out, those of one renewal in their order
   * @param nameOf how a difference names a renewal
   */
  public static Guarantee check(
      List<Truth> truths, List<JsonNode> updates, Function<Truth, String> nameOf) {
    return check(truths, updates, nameOf, said -> said);
  }

  /**
   * Likewise, where an earlier build may have said a part of it, which named no amount with an
   * approval and a refusal.
   */
  public static Guarantee checkOfTwoBuilds(
      List<Truth> truths, List<JsonNode> updates, Function<Truth, String> nameOf) {
    return check(truths, updates, nameOf, UpdatesCheck::asAnyBuildSaysIt);
  }

  private static String asAnyBuildSaysIt(String said) {
    String kind = said.split(" ", 2)[0];
    return MAY_HAVE_AMOUNT.contains(kind) ? kind : said;
  }

  private static Guarantee check(
      List<Truth> truths,
      List<JsonNode> updates,
      Function<Truth, String> nameOf,
      UnaryOperator<String> words) {
    Differences differences = new Differences();
    differences.compare("ids of several updates", List.of(), repeatedIds(updates));
    differences.compare("updates of deadlines far away", List.of(), ofDeadlines(updates));
    Map<String, Map<String, Integer>> found = new HashMap<>();
    Map<String, Long> refundsDue = new HashMap<>();
    for (JsonNode update : updates) {
      // Who may be told of carriers, cards and announcements are other questions.
      if (CarrierNoticesCheck.isCarrierNotice(update)
          || CardReportsCheck.isCardNews(update)
          || AnnouncementsCheck.isAnnouncement(update)) {
        continue;
      }
      String renewalId = update.path("renewalId").asText();
      found
          .computeIfAbsent(renewalId, any -> new TreeMap<>())
          .merge(words.apply(said(update)), 1, Integer::sum);
      if (kindOf(update).equals("REFUND_DUE")) {
        refundsDue.put(renewalId, amountOf(update));
      }
    }
    for (Truth truth : truths) {
      Map<String, Integer> said = found.getOrDefault(truth.renewalId(), Map.of());
      Set<Map<String, Integer>> allowed = new HashSet<>();
      for (Map<String, Integer> telling : truth.tellings()) {
        Map<String, Integer> one = new TreeMap<>();
        telling.forEach((what, times) -> one.merge(words.apply(what), times, Integer::sum));
        allowed.add(one);
      }
      differences.oneOf(nameOf.apply(truth) + " updates", allowed, said);
      if (truth.owed() > 0) {
        differences.compare(
            nameOf.apply(truth) + " refund due last",
            truth.owed(),
            refundsDue.get(truth.renewalId()));
      }
      found.remove(truth.renewalId());
    }
    differences.compare("updates of renewals that nobody asked for", Map.of(), found);
    return differences.guarantee("Each step is told once", "%d updates".formatted(updates.size()));
  }

  private static List<String> repeatedIds(List<JsonNode> updates) {
    Set<String> seen = new HashSet<>();
    List<String> repeated = new ArrayList<>();
    for (JsonNode update : updates) {
      String id = update.path("updateId").asText();
      if (!seen.add(id)) {
        repeated.add(id);
      }
    }
    return repeated;
  }

  private static List<String> ofDeadlines(List<JsonNode> updates) {
    return updates.stream()
        .filter(update -> OF_DEADLINES.contains(kindOf(update)))
        .map(update -> update.path("updateId").asText() + " " + kindOf(update))
        .toList();
  }

  private static String said(JsonNode update) {
    String kind = kindOf(update);
    boolean hasAmount = MAY_HAVE_AMOUNT.contains(kind) && update.hasNonNull("amount");
    return hasAmount || WITH_AMOUNT.contains(kind) ? kind + " " + amountOf(update) : kind;
  }

  private static String kindOf(JsonNode update) {
    return update.path("kind").asText();
  }

  private static long amountOf(JsonNode update) {
    return update.path("amount").path("minorUnits").asLong();
  }
}
