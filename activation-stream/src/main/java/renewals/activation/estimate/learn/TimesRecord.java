package renewals.activation.estimate.learn;

import org.jspecify.annotations.Nullable;

/** A record for the store and the topic of processing times; a null value removes its key. */
@SuppressWarnings("ArrayRecordComponent") // handed to Kafka as it is, never compared
public record TimesRecord(String key, byte @Nullable [] value) {}
