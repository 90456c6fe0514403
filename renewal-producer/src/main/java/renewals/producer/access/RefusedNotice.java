package renewals.producer.access;

/**
 * A notice of a payment channel that isn't taken.
 *
 * @param status how it was answered
 * @param reason in one word, as metrics name it
 * @param party the channel's callback
 * @param keyId the key that it names, {@code -} where it names none
 * @param address where it came from
 * @param why for the operators; neither a secret nor the body
 */
public record RefusedNotice(
    int status, String reason, String party, String keyId, String address, String why) {}
