package renewals.cli.forget;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What is, or would be, forgotten of a merchant, and what stays, as JSON. */
final class ForgetJson {

  private ForgetJson() {}

  static ObjectNode of(String merchantId, boolean dryRun, MerchantTraces traces) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("merchantId", merchantId).put("dryRun", dryRun);
    ArrayNode renewals = object.putArray("linksRevokedOf");
    traces.renewalIds().forEach(renewals::add);
    ObjectNode kept = object.putObject("kept");
    traces.kept().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> kept.put(one.getKey(), one.getValue()));
    object.put("letters", traces.letters());
    traces.lettersUntil().ifPresent(until -> object.put("lettersUntil", until.toString()));
    return object;
  }
}
