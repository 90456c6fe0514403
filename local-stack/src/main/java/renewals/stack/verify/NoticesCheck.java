package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import renewals.stack.sim.merchant.Received;

/**
 * Holds the notices that merchants got against those that the outputs demand, and both against the
 * receipts.
 */
record NoticesCheck(Received received, List<JsonNode> receipts, Delivery delivery) {

  /** By the ids of the notices that are demanded. */
  Guarantee check(Set<String> demanded) {
    Map<String, Integer> notices = received.notices();
    Map<String, String> ends = finalReceipts();
    Differences differences = new Differences();
    int delivered = 0;
    int overtaken = 0;
    for (String notice : demanded) {
      String end = ends.getOrDefault(notice, "none");
      int times = notices.getOrDefault(notice, 0);
      if (end.equals("UNDELIVERABLE")) {
        differences.compare(notice + " received though undelivered", 0, times);
      } else if (end.equals("SUPERSEDED")) {
        // a try that the receiver took and answered badly is no delivery, and isn't repeated
        overtaken++;
        differences.compare(notice + " received twice, though void", Math.min(1, times), times);
      } else {
        delivered++;
        differences.compare(notice + " received", 1, counted(times));
        differences.compare(notice + " receipt", Causes.endOfDelivered(notice), end);
      }
    }
    List<String> unasked = new ArrayList<>(notices.keySet());
    unasked.removeAll(demanded);
    unasked.removeIf(Causes::isOfAnAddress);
    differences.compare("notices that nothing demands", List.of(), unasked);
    differences.compare("notices with other words in another try", List.of(), received.changed());
    int again = notices.values().stream().mapToInt(times -> times - 1).sum();
    return differences.guarantee(
        "Each activation and bad news reaches the merchant once, or is listed",
        "%d notices received%s, %d listed as undelivered%s"
            .formatted(
                delivered,
                again == 0 ? "" : " and %d again".formatted(again),
                demanded.size() - delivered - overtaken,
                overtaken == 0 ? "" : ", %d overtaken by newer news".formatted(overtaken)));
  }

  private int counted(int times) {
    return switch (delivery) {
      case ONCE -> times;
      case AT_LEAST_ONCE -> Math.min(1, times);
    };
  }

  private Map<String, String> finalReceipts() {
    return receipts.stream()
        .filter(Causes::isEnd)
        .collect(
            Collectors.toMap(
                receipt -> receipt.path("noticeId").asText(),
                receipt -> receipt.path("state").asText(),
                (one, other) -> one + " and " + other));
  }
}
