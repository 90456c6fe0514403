package renewals.portal.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a renewal would give.
 *
 * @param iccid the card whose ledger counts; null where all is computed from what is given
 * @param channelId null for the one that is usable first
 * @param validity PnD, or PnM
 * @param policy STACK or RESET
 * @param currentValidUntil when the card expires as who asks knows it, null where he doesn't
 */
public record QuoteQuery(
    @Nullable String iccid,
    String carrierId,
    @Nullable String channelId,
    String validity,
    String policy,
    @Nullable Instant currentValidUntil) {

  /** The query of the URL. */
  String query() {
    StringJoiner query = new StringJoiner("&");
    add(query, "iccid", iccid);
    add(query, "carrierId", carrierId);
    add(query, "channelId", channelId);
    add(query, "validity", validity);
    add(query, "policy", policy);
    add(query, "currentValidUntil", currentValidUntil);
    return query.toString();
  }

  private static void add(StringJoiner query, String name, @Nullable Object value) {
    if (value != null) {
      query.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }
  }
}
