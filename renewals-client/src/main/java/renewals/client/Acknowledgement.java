package renewals.client;

/**
 * Where an event lies that the brokers have acknowledged.
 *
 * @param eventId the deterministic id of the fact, see {@link EventIds}
 */
public record Acknowledgement(String eventId, String topic, int partition, long offset) {}
