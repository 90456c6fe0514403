package renewals.activation.estimate;

import java.time.Instant;

/**
 * A renewal that waits.
 *
 * @param stage what it waits for; one that waits for payment still has its review before it
 * @param since when this wait began
 * @param condition the carrier's latest word on itself
 * @param halts all its halts, that of {@code condition} included
 */
public record Question(
    String carrierId,
    String channelId,
    Stage stage,
    Instant since,
    CarrierCondition condition,
    Halts halts) {}
