package renewals.activation.cardreport.codec;

import org.jspecify.annotations.Nullable;
import renewals.activation.card.model.LatestRenewal;
import renewals.activation.cardreport.model.CardNews;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.UsageForecast;
import renewals.v1.ActivationCardStatus;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;
import renewals.v1.Usage;

/** What is told of a card's usage and status, as events of the contract. */
public final class CardNewsEvents {

  private CardNewsEvents() {}

  /** News as they go out. */
  public static RenewalUpdate of(CardNews news) {
    LatestRenewal renewal = news.renewal();
    RenewalUpdate event = new RenewalUpdate();
    event.setUpdateId(news.updateId());
    event.setKind(UpdateKind.valueOf(news.kind().name()));
    event.setRenewalId(renewal.renewalId());
    event.setMerchantId(renewal.merchantId());
    event.setTerminalId(renewal.terminalId());
    event.setIccid(renewal.iccid());
    event.setCarrierId(renewal.carrierId());
    event.setChannelId(renewal.channelId());
    event.setOccurredAt(news.at());
    switch (news) {
      case CardNews.OfUsage ofUsage -> event.setUsage(usage(ofUsage));
      case CardNews.OfStatus ofStatus -> {
        event.setReason(ofStatus.status().cause());
        event.setText(ofStatus.status().reasonText());
      }
    }
    return event;
  }

  private static Usage usage(CardNews.OfUsage news) {
    UsageForecast forecast = news.forecast();
    return new Usage(
        news.report().usedBytes(),
        news.allowance(),
        news.report().periodStart(),
        news.report().asOf(),
        forecast == null ? null : forecast.runsOutAt(),
        forecast == null ? null : forecast.basis());
  }

  /** A card's status as an activation carries it. */
  public static @Nullable ActivationCardStatus status(@Nullable CardStatusReport status) {
    if (status == null) {
      return null;
    }
    String cause = status.cause();
    return new ActivationCardStatus(
        CardState.valueOf(status.state().name()), cause == null ? null : CardCause.valueOf(cause));
  }
}
