package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import renewals.stack.sim.truth.AnnouncementTruth;

/** Holds what merchants were told of announcements against whom they are for. */
public record AnnouncementsCheck(List<AnnouncementTruth> truths) {

  private static final String KIND = "ANNOUNCEMENT";

  static boolean isAnnouncement(JsonNode update) {
    return update.path("kind").asText().equals(KIND);
  }

  /**
   * Each merchant whom one is for is told once of each revision, and nobody else is.
   *
   * @param updates as they came out
   */
  public Guarantee check(List<JsonNode> updates) {
    Map<String, Set<String>> found = new HashMap<>();
    List<String> again = new ArrayList<>();
    for (JsonNode update : updates) {
      if (isAnnouncement(update)) {
        String merchantId = update.path("merchantId").asText();
        if (!found.computeIfAbsent(nameOf(update), any -> new TreeSet<>()).add(merchantId)) {
          again.add(update.path("updateId").asText());
        }
      }
    }
    Differences differences = new Differences();
    differences.compare("told again", List.of(), again);
    int told = 0;
    for (AnnouncementTruth truth : truths) {
      Set<String> of = found.getOrDefault(truth.name(), Set.of());
      told += of.size();
      differences.compare(truth.name() + " not told", Set.of(), without(truth.must(), of));
      differences.compare(
          truth.name() + " told, though it is not for them", Set.of(), without(of, truth.may()));
      found.remove(truth.name());
    }
    differences.compare("told of what holds no more", Map.of(), found);
    return differences.guarantee(
        "Each merchant hears once of what is announced",
        "%d announcements, %d times told".formatted(truths.size(), told));
  }

  private static String nameOf(JsonNode update) {
    JsonNode announcement = update.path("announcement");
    return announcement.path("announcementId").asText()
        + "/"
        + announcement.path("revision").asLong();
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }
}
