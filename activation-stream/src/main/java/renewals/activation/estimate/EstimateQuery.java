package renewals.activation.estimate;

import java.time.Instant;
import java.util.List;
import renewals.activation.domain.CarrierCondition;
import renewals.activation.domain.CarrierDowntime;
import renewals.activation.domain.Stage;

/**
 * A renewal that waits.
 *
 * @param stage what it waits for; one that waits for payment still has its review before it
 * @param since when this wait began
 * @param conditions what holds at the carrier and when, by its own words, in order of time
 * @param halts all its halts, those of {@code conditions} included
 */
public record EstimateQuery(
    String carrierId,
    String channelId,
    Stage stage,
    Instant since,
    List<CarrierCondition> conditions,
    CarrierDowntime halts) {}
