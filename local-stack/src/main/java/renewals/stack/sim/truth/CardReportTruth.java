package renewals.stack.sim.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import renewals.stack.sim.partner.Sent;

/**
 * What must be known of a card that one renewal is for, by what its carrier reported after the
 * activation, in the order in which it was acknowledged. Written from the rules alone; shares no
 * code with the pipeline.
 *
 * @param usedBytes of the report that holds
 * @param allowanceBytes what the renewal bought
 * @param state as the query API names it
 * @param cause why it is stopped, empty where it is not
 * @param told how many updates of each kind
 * @param deadLetters how many, by reason
 * @param duplicates how many reports have no effect: said again, or not the latest
 */
public record CardReportTruth(
    String renewalId,
    String iccid,
    long usedBytes,
    long allowanceBytes,
    String state,
    String cause,
    Map<String, Integer> told,
    Map<String, Integer> deadLetters,
    int duplicates) {

  /** What the records of one renewal and its card demand. */
  public static CardReportTruth of(String renewalId, List<Sent> sent) {
    Map<String, Integer> told = new TreeMap<>();
    Map<String, Integer> deadLetters = new TreeMap<>();
    String iccid = "";
    long allowance = 0;
    JsonNode usage = null;
    JsonNode status = null;
    int highest = 0;
    int duplicates = 0;
    for (Sent one : sent) {
      JsonNode event = one.event();
      String type = event.path("type").asText();
      if (type.equals("renewal-requested")) {
        iccid = event.path("iccid").asText();
        allowance = event.path("plan").path("dataBytes").asLong();
      }
      if (one.harm().isPresent()) {
        continue; // counted with the renewal's own
      }
      if (type.equals("card-usage")) {
        int order = usage == null ? 1 : asOf(event).compareTo(asOf(usage));
        boolean same = usage != null && used(event) == used(usage);
        if (order == 0 && !same) {
          deadLetters.merge("CONFLICTING_DUPLICATE", 1, Integer::sum);
        } else if (order <= 0) {
          duplicates++;
        }
        if (order > 0) {
          usage = event;
          long percent = used(event) * 100 / allowance;
          int reached = percent >= 100 ? 100 : percent >= 80 ? 80 : 0;
          if (reached > highest) {
            highest = reached;
            told.merge(reached == 100 ? "DATA_USED_UP" : "DATA_LOW", 1, Integer::sum);
          }
        }
      }
      if (type.equals("card-status")) {
        long revision = event.path("revision").asLong();
        long known = status == null ? -1 : status.path("revision").asLong();
        if (revision == known && !event.equals(status)) {
          deadLetters.merge("CONFLICTING_DUPLICATE", 1, Integer::sum);
        } else if (revision <= known) {
          duplicates++;
        }
        if (revision > known) {
          String was = status == null ? "ACTIVE" : standing(status);
          if (!standing(event).equals(was)) {
            told.merge(kindOf(event), 1, Integer::sum);
          }
          status = event;
        }
      }
    }
    return new CardReportTruth(
        renewalId,
        iccid,
        usage == null ? 0 : used(usage),
        allowance,
        status == null ? "ACTIVE" : status.path("state").asText(),
        status == null ? "" : status.path("cause").asText(),
        told,
        deadLetters,
        duplicates);
  }

  /** What is left, at least 0. */
  public long remainingBytes() {
    return Math.max(0, allowanceBytes - usedBytes);
  }

  private static String kindOf(JsonNode status) {
    return switch (status.path("state").asText()) {
      case "SUSPENDED" -> "CARD_SUSPENDED";
      case "CLOSED" -> "CARD_CLOSED";
      default -> "CARD_RESUMED";
    };
  }

  private static String standing(JsonNode status) {
    return status.path("state").asText() + status.path("cause").asText();
  }

  private static long used(JsonNode usage) {
    return usage.path("usedBytes").asLong();
  }

  private static Instant asOf(JsonNode usage) {
    return Instant.parse(usage.path("asOf").asText());
  }
}
