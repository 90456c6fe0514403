package renewals.producer.nonce;

/**
 * One request's claim of a nonce.
 *
 * @param created when its signature was made, in epoch seconds
 */
record NonceClaim(NonceId id, long created) {}
