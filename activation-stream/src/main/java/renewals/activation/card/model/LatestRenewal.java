package renewals.activation.card.model;

import renewals.activation.renewal.model.Fact;

/** What a reminder names of the renewal by which the card is good. */
public record LatestRenewal(
    String renewalId,
    String merchantId,
    String terminalId,
    String iccid,
    String carrierId,
    String channelId) {

  static LatestRenewal of(Fact.Requested request) {
    return new LatestRenewal(
        request.renewalId(),
        request.merchantId(),
        request.terminalId(),
        request.iccid(),
        request.carrierId(),
        request.channelId());
  }
}
