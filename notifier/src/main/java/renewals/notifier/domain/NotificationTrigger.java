package renewals.notifier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a merchant is told, whatever the channels.
 *
 * @param id {@code <activationId>/<status>}, or the updateId; only with {@code at} is it unique
 * @param card the card's number, masked; never the whole one
 * @param at when it happened
 */
public record NotificationTrigger(
    String id,
    String merchantId,
    @Nullable String renewalId,
    @Nullable String terminalId,
    @Nullable String card,
    @Nullable String carrierId,
    Instant at,
    MerchantEvent news) {

  /**
   * What it is remembered by. A renewalId that is used again gives the same ids for what happens at
   * another time; {@code @} is in no id.
   */
  public String key() {
    return id + '@' + at.toEpochMilli();
  }
}
