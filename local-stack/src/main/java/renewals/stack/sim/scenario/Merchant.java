package renewals.stack.sim.scenario;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merchant and where he can be reached.
 *
 * @param webhookPath path at the webhook receiver, null if he has none
 * @param refusals how often his webhook fails before it takes a notice; -1 for always
 */
public record Merchant(
    String id, String locale, @Nullable String email, @Nullable String webhookPath, int refusals) {

  /** The name of the secret that signs his webhooks. */
  public static final String SECRET_REF = "demo";

  /** Whether his webhook never takes anything. */
  public boolean refusesAlways() {
    return refusals < 0;
  }

  /** The channels by which he is reached, as receipts name them. */
  public List<String> channels() {
    List<String> channels = new ArrayList<>();
    if (email != null) {
      channels.add("EMAIL");
    }
    if (webhookPath != null) {
      channels.add("WEBHOOK");
    }
    return channels;
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
    if (email != null) {
      contact.put("email", email);
    }
    if (webhookPath != null) {
      contact.put("webhookUrl", webhookBase + webhookPath).put("webhookSecretRef", SECRET_REF);
    }
    return contact;
  }
}
