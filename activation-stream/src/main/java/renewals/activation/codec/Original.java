package renewals.activation.codec;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read from an input topic, with its coordinates there.
 *
 * @param appendedAt the broker's stamp, in epoch milliseconds
 * @param misplaced whether it lay in another partition than its key's; not stored
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they were read, never compared
public record Original(
    String topic,
    int partition,
    long offset,
    long appendedAt,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers,
    boolean misplaced) {}
