package renewals.bench.delivery.judge;

/**
 * The notifier was killed.
 *
 * @param askedAt when it was still alive
 * @param deadAt when it was not any more
 */
public record Kill(long askedAt, long deadAt) {}
