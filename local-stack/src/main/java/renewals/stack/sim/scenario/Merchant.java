package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A merchant and where he can be reached.
 *
 * @param phone null if he has none
 * @param webhookPath path at the webhook receiver, null if he has none
 * @param refusals how often his webhook fails before it takes a notice; -1 for always
 */
public record Merchant(
    String id,
    String locale,
    @Nullable Phone phone,
    @Nullable String email,
    @Nullable String webhookPath,
    int refusals) {

  /** The name of the secret that signs his webhooks. */
  public static final String SECRET_REF = "demo";

  /** In which order channels are tried for those who have said an order. */
  public static final List<String> SMS_FIRST = List.of("SMS", "WEBHOOK", "EMAIL");

  /**
   * The kinds for which those who have a phone say an order. The platform says the one for
   * ACTIVATED, and nobody says any for what is announced and for carriers' troubles.
   */
  private static final List<String> ORDERED =
      List.of(
          "REVERSED",
          "PAID",
          "PAYMENT_FAILED",
          "UNDERPAID",
          "APPROVED",
          "REJECTED",
          "MISMATCH",
          "DELAYED",
          "LAPSED",
          "STALLED",
          "REFUND_DUE",
          "REFUNDED",
          "EXPIRY_REMINDER",
          "DATA_LOW",
          "DATA_USED_UP",
          "CARD_SUSPENDED",
          "CARD_RESUMED",
          "CARD_CLOSED");

  /** One without a phone. */
  public Merchant(
      String id,
      String locale,
      @Nullable String email,
      @Nullable String webhookPath,
      int refusals) {
    this(id, locale, null, email, webhookPath, refusals);
  }

  /** Whether his webhook never takes anything. */
  public boolean refusesAlways() {
    return refusals < 0;
  }

  /** The channels by which he is reached, as receipts name them. */
  public List<String> channels() {
    List<String> channels = new ArrayList<>();
    if (phone != null) {
      channels.add("SMS");
    }
    if (email != null) {
      channels.add("EMAIL");
    }
    if (webhookPath != null) {
      channels.add("WEBHOOK");
    }
    return channels;
  }

  /** The orders of channels that his contact names, by kind. */
  public Map<String, List<String>> preferences() {
    return phone == null
        ? Map.of()
        : ORDERED.stream().collect(Collectors.toMap(Function.identity(), kind -> SMS_FIRST));
  }

  /** His contact as an event. */
  public ObjectNode contact(String webhookBase) {
    ObjectNode contact =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "merchant-contact")
            .put("merchantId", id)
            .put("displayName", "Shop " + id)
            .put("locale", locale);
    if (phone != null) {
      contact.put("phone", phone.number());
      ObjectNode preferences = contact.putObject("preferences");
      preferences()
          .forEach(
              (kind, order) -> {
                ArrayNode channels = preferences.putArray(kind);
                order.forEach(channels::add);
              });
    }
    if (email != null) {
      contact.put("email", email);
    }
    if (webhookPath != null) {
      contact.put("webhookUrl", webhookBase + webhookPath).put("webhookSecretRef", SECRET_REF);
    }
    return contact;
  }
}
