package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import renewals.stack.sim.merchant.Received;

/**
 * Holds the notices that merchants got against those that the outputs demand, and both against the
 * receipts. How many SMS came is {@link SmsCheck}'s, as they name no notice.
 */
public record NoticesCheck(Received received, List<JsonNode> receipts, Delivery delivery) {

  /** What must be told, and may by no channel that has not its turn. */
  public Guarantee check(List<Demand> demands) {
    Map<String, String> ends = finalReceipts();
    NoticeCount count = new NoticeCount(received.notices(), delivery);
    List<String> unasked = new ArrayList<>(received.notices().keySet());
    for (Demand demand : demands) {
      List<String> musts = demand.musts(ends);
      demand.notices().stream()
          .filter(notice -> musts.contains(notice) || ends.containsKey(notice))
          .forEach(notice -> count.judge(notice, ends.getOrDefault(notice, "none")));
      unasked.removeAll(demand.notices());
    }
    unasked.removeIf(ExpectedNotices::isOfAnAddress);
    Differences differences = count.differences;
    differences.compare("notices that nothing demands", List.of(), unasked);
    differences.compare("notices with other words in another try", List.of(), received.changed());
    int again = received.notices().values().stream().mapToInt(times -> times - 1).sum();
    return differences.guarantee(
        "Each activation and bad news reaches the merchant once, or is listed",
        "%d notices received%s, %d listed as undelivered%s"
            .formatted(
                count.delivered,
                again == 0 ? "" : " and %d again".formatted(again),
                count.undelivered,
                count.overtaken == 0
                    ? ""
                    : ", %d overtaken by newer news".formatted(count.overtaken)));
  }

  private Map<String, String> finalReceipts() {
    return receipts.stream()
        .filter(ExpectedNotices::isEnd)
        .collect(
            Collectors.toMap(
                receipt -> receipt.path("noticeId").asText(),
                receipt -> receipt.path("state").asText(),
                (one, other) -> one + " and " + other));
  }

  /** What was counted and compared so far. */
  private static final class NoticeCount {
    private final Map<String, Integer> received;
    private final Delivery delivery;
    private final Differences differences = new Differences();
    private int delivered;
    private int undelivered;
    private int overtaken;

    private NoticeCount(Map<String, Integer> received, Delivery delivery) {
      this.received = received;
      this.delivery = delivery;
    }

    private void judge(String notice, String end) {
      int times = received.getOrDefault(notice, 0);
      if (end.equals(Demand.UNDELIVERABLE)) {
        undelivered++;
        differences.compare(notice + " received though undelivered", 0, times);
      } else if (end.equals("SUPERSEDED")) {
        // a try that the receiver took and answered badly is no delivery, and isn't repeated
        overtaken++;
        differences.compare(notice + " received twice, though void", Math.min(1, times), times);
      } else {
        delivered++;
        if (!ExpectedNotices.isSms(notice)) {
          differences.compare(notice + " received", 1, counted(times));
        }
        differences.compare(notice + " receipt", ExpectedNotices.endOfDelivered(notice), end);
      }
    }

    private int counted(int times) {
      return switch (delivery) {
        case ONCE -> times;
        case AT_LEAST_ONCE -> Math.min(1, times);
      };
    }
  }
}
