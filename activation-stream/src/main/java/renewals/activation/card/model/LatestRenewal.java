package renewals.activation.card.model;

import org.jspecify.annotations.Nullable;
import renewals.activation.renewal.model.Fact;

/**
 * What a reminder names of the renewal by which the card is good.
 *
 * @param planId null for one that was booked before plans were kept with it
 */
public record LatestRenewal(
    String renewalId,
    String merchantId,
    String terminalId,
    String iccid,
    String carrierId,
    String channelId,
    @Nullable String planId) {

  static LatestRenewal of(Fact.Requested request) {
    return new LatestRenewal(
        request.renewalId(),
        request.merchantId(),
        request.terminalId(),
        request.iccid(),
        request.carrierId(),
        request.channelId(),
        request.plan().planId());
  }
}
