package renewals.bench.delivery.plan;

/**
 * Where one merchant is told; each has one.
 *
 * @param number from 0
 * @param merchantId whose it is
 */
public record Address(int number, Way way, Conduct conduct, String merchantId) {}
