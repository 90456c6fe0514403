package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import renewals.cli.tail.Output;
import renewals.stack.sim.scenario.Merchant;
import renewals.stack.sim.truth.ChannelTruth;
import renewals.stack.sim.truth.VoidNews;

/**
 * What the outputs demand to be told: each activation and bad news, to whom and by which channels;
 * and in which state notices end.
 */
public final class ExpectedNotices {

  private static final Set<String> TOLD =
      Set.of(
          "PAID",
          "PAYMENT_FAILED",
          "UNDERPAID",
          "REJECTED",
          "DELAYED",
          "LAPSED",
          "STALLED",
          "REFUNDED",
          "EXPIRY_REMINDER",
          "CARRIER_NOTICE",
          "DATA_LOW",
          "DATA_USED_UP",
          "CARD_SUSPENDED",
          "CARD_RESUMED",
          "CARD_CLOSED",
          "ANNOUNCEMENT");

  private static final String ROBOT = "ROBOT";

  private ExpectedNotices() {}

  /**
   * Whether a notice tells of an address that takes nothing; of no output, so nothing demands it.
   */
  public static boolean isOfAnAddress(String noticeId) {
    return noticeId.startsWith("address/");
  }

  /** Whether a notice is an SMS: the phone gets its words, and not its id. */
  public static boolean isSms(String noticeId) {
    return noticeId.endsWith("/SMS");
  }

  /** Whether a notice is a till's, which shows its card whatever the merchant is told. */
  public static boolean isOfATill(String noticeId) {
    return noticeId.endsWith("/TERMINAL");
  }

  /** Whether a receipt says what became of its notice in the end, and no other follows. */
  public static boolean isEnd(JsonNode receipt) {
    return isEnd(receipt.path("state").asText(), receipt.path("channel").asText());
  }

  /** Likewise, by what it says of state and channel. */
  public static boolean isEnd(String state, String channel) {
    return switch (state) {
      case "RETRYING", "HELD" -> false;
      case "SENT" -> channel.equals(ROBOT);
      default -> true;
    };
  }

  /** The state in which a notice that came ends: nobody ever reports more of what a robot says. */
  public static String endOfDelivered(String noticeId) {
    return noticeId.endsWith("/" + ROBOT) ? "SENT" : "DELIVERED";
  }

  /** All that merchants must be told, each of it once. */
  public static List<Demand> demands(ObservedOutputs observed, Map<String, Merchant> merchants) {
    Map<String, ExpectedNotice> notices = new TreeMap<>();
    for (JsonNode activation : observed.of(Output.ACTIVATIONS)) {
      String status = activation.path("status").asText();
      String cause = activation.path("activationId").asText() + "/" + status;
      notices.put(cause, ExpectedNotice.of(cause, status, activation, "decidedAt"));
    }
    for (JsonNode update : observed.of(Output.UPDATES)) {
      if (isTold(update)) {
        String cause = update.path("updateId").asText();
        String kind = update.path("kind").asText();
        notices.put(cause, ExpectedNotice.of(cause, kind, update, "occurredAt"));
      }
    }
    Map<String, List<ExpectedNotice>> byRenewal =
        notices.values().stream()
            .filter(one -> !one.renewalId().isEmpty())
            .collect(Collectors.groupingBy(ExpectedNotice::renewalId));
    return notices.values().stream()
        .map(one -> demand(one, byRenewal.getOrDefault(one.renewalId(), List.of()), merchants))
        .toList();
  }

  /**
   * A payment that does not belong concerns the merchant only if money has moved, an approval only
   * if it waits for his; what is owed back for a refusal is told with the refusal.
   */
  private static boolean isTold(JsonNode update) {
    return switch (update.path("kind").asText()) {
      case "MISMATCH", "APPROVED" -> update.hasNonNull("amount");
      case "REFUND_DUE" -> !update.path("reason").asText().equals("REJECTED");
      case String kind -> TOLD.contains(kind);
    };
  }

  private static Demand demand(
      ExpectedNotice notice, List<ExpectedNotice> ofRenewal, Map<String, Merchant> merchants) {
    Merchant merchant = merchants.get(notice.merchantId());
    if (merchant == null) {
      throw new IllegalStateException(
          "an output for a merchant that nobody made up: " + notice.cause());
    }
    List<String> others =
        ofRenewal.stream()
            .filter(other -> !other.equals(notice))
            .map(ExpectedNotice::kind)
            .toList();
    return new Demand(
        notice.cause(),
        merchant,
        ChannelTruth.of(notice.kind(), merchant),
        notice.since(),
        VoidNews.mayBe(notice.kind(), others));
  }

  /** What an output tells, and to whom. */
  private record ExpectedNotice(
      String cause, String kind, String renewalId, String merchantId, Instant since) {

    static ExpectedNotice of(String cause, String kind, JsonNode record, String at) {
      return new ExpectedNotice(
          cause,
          kind,
          record.path("renewalId").asText(),
          record.path("merchantId").asText(),
          record.has(at) ? Instant.parse(record.path(at).asText()) : Instant.EPOCH);
    }
  }
}
