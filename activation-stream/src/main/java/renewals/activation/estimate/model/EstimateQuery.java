package renewals.activation.estimate.model;

import java.time.Instant;
import java.util.List;
import renewals.activation.carrier.model.CarrierCondition;
import renewals.activation.carrier.model.CarrierDowntime;

/**
 * A renewal that waits.
 *
 * @param stage what it waits for; one that waits for payment still has its review before it
 * @param since when this wait began
 * @param conditions what holds at the carrier and when, by its own status reports, in order of time
 * @param downtime all its downtimes, those of {@code conditions} included
 */
public record EstimateQuery(
    String carrierId,
    String channelId,
    Stage stage,
    Instant since,
    List<CarrierCondition> conditions,
    CarrierDowntime downtime) {}
