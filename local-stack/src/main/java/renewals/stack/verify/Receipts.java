package renewals.stack.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import renewals.stack.sim.scenario.Merchant;

/** What became of notices, by their ids. */
public final class Receipts {

  private final Map<String, List<JsonNode>> byNotice = new HashMap<>();
  private final Map<String, Set<String>> sms = new HashMap<>();

  /** Those, in the order in which they came. */
  public Receipts(List<JsonNode> receipts) {
    for (JsonNode receipt : receipts) {
      String noticeId = receipt.path("noticeId").asText();
      byNotice.computeIfAbsent(noticeId, any -> new ArrayList<>()).add(receipt);
      if (ExpectedNotices.isSms(noticeId)) {
        String key = keyOf(receipt.path("merchantId").asText(), receipt.path("state").asText());
        sms.computeIfAbsent(key, any -> new HashSet<>()).add(noticeId);
      }
    }
  }

  /** Those of one notice. */
  List<JsonNode> of(String noticeId) {
    return byNotice.getOrDefault(noticeId, List.of());
  }

  /** How many notices by SMS to a merchant were ever in a state. */
  public int countSms(Merchant merchant, String state) {
    return sms.getOrDefault(keyOf(merchant.id(), state), Set.of()).size();
  }

  private static String keyOf(String merchantId, String state) {
    return merchantId + "/" + state;
  }
}
