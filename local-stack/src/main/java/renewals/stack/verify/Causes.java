package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import renewals.cli.tail.Output;
import renewals.stack.sim.scenario.Merchant;

/**
 * The notices that the outputs demand: each activation and bad news, by each of his addresses; and
 * in which state they end.
 */
public final class Causes {

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

  private Causes() {}

  /**
   * Whether a notice tells of an address that takes nothing; of no output, so nothing demands it.
   */
  public static boolean isOfAnAddress(String noticeId) {
    return noticeId.startsWith("address/");
  }

  /** Whether a receipt says what became of its notice in the end, and no other follows. */
  public static boolean isEnd(JsonNode receipt) {
    return switch (receipt.path("state").asText()) {
      case "RETRYING", "HELD" -> false;
      case "SENT" -> receipt.path("channel").asText().equals(ROBOT);
      default -> true;
    };
  }

  /** The state in which a notice that came ends: nobody ever reports more of what a robot says. */
  public static String endOfDelivered(String noticeId) {
    return noticeId.endsWith("/" + ROBOT) ? "SENT" : "DELIVERED";
  }

  /** The merchant who must get each notice, by the notice's id. */
  public static Map<String, Merchant> notices(
      ObservedOutputs observed, Map<String, Merchant> merchants) {
    Map<String, Merchant> notices = new TreeMap<>();
    for (JsonNode activation : observed.of(Output.ACTIVATIONS)) {
      String cause =
          activation.path("activationId").asText() + "/" + activation.path("status").asText();
      add(notices, cause, activation, merchants);
    }
    for (JsonNode update : observed.of(Output.UPDATES)) {
      if (isTold(update)) {
        add(notices, update.path("updateId").asText(), update, merchants);
      }
    }
    return notices;
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

  private static void add(
      Map<String, Merchant> notices,
      String cause,
      JsonNode record,
      Map<String, Merchant> merchants) {
    Merchant merchant = merchants.get(record.path("merchantId").asText());
    if (merchant == null) {
      throw new IllegalStateException("an output for a merchant that nobody made up: " + cause);
    }
    merchant.channels().forEach(channel -> notices.put(cause + "/" + channel, merchant));
  }
}
