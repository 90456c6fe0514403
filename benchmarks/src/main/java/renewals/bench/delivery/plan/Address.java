package renewals.bench.delivery.plan;

/**
 * Where one merchant is told; each has one.
 *
 * @param number from 0
 * @param merchantId whose it is
 * @param isToldTwice whether it is told of a renewal that it was paid and that it was activated,
 *     else only that it was paid
 */
public record Address(
    int number, Way way, Conduct conduct, String merchantId, boolean isToldTwice) {}
