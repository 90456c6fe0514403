package renewals.activation.renewal.model;

import org.jspecify.annotations.Nullable;

/**
 * A promotion as frozen in the request.
 *
 * @param discount minor units of amountDue's currency, already taken off amountDue
 * @param bonusDataBytes data on top of the plan's
 */
public record Promotion(String code, long discount, @Nullable Long bonusDataBytes) {}
