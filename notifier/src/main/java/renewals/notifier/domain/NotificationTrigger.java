package renewals.notifier.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a merchant is told, whatever the channels.
 *
 * @param id {@code <activationId>/<status>}, or the updateId; only with {@code at} is it unique
 * @param card the card's number, masked; never the whole one
 * @param cardKey the masked key of that number, the same with its check digit and without
 * @param at when it happened
 */
public record NotificationTrigger(
    String id,
    String merchantId,
    @Nullable String renewalId,
    @Nullable String terminalId,
    @Nullable String card,
    @Nullable String cardKey,
    @Nullable String carrierId,
    Instant at,
    MerchantEvent news) {

  /** Of a card whose number is written without its check digit, or of none. */
  public NotificationTrigger(
      String id,
      String merchantId,
      @Nullable String renewalId,
      @Nullable String terminalId,
      @Nullable String card,
      @Nullable String carrierId,
      Instant at,
      MerchantEvent news) {
    this(id, merchantId, renewalId, terminalId, card, card, carrierId, at, news);
  }

  /** Whether a notice of the same renewal has become void by this. */
  public boolean overtakes(Notice notice) {
    return renewalId != null
        && renewalId.equals(notice.renewalId())
        && merchantId.equals(notice.merchantId())
        && Overtaking.overtakes(news.kind(), notice.kind())
        && (notice.causeAt() == null
            || Overtaking.isLater(news.kind(), at, notice.kind(), notice.causeAt()));
  }

  /** Whether what was to be told of the same renewal has become void by this. */
  public boolean overtakes(NotificationTrigger earlier) {
    return renewalId != null
        && renewalId.equals(earlier.renewalId())
        && merchantId.equals(earlier.merchantId())
        && Overtaking.overtakes(news.kind(), earlier.news())
        && isLaterThan(earlier);
  }

  /** Whether this was decided no earlier than other news of the same renewal. */
  public boolean isLaterThan(NotificationTrigger other) {
    return Overtaking.isLater(Overtaking.said(news), at, Overtaking.said(other.news()), other.at());
  }

  /**
   * What it is remembered by. A renewalId that is used again gives the same ids for what happens at
   * another time; {@code @} is in no id.
   */
  public String key() {
    return id + '@' + at.toEpochMilli();
  }
}
