package renewals.parties.proof;

import org.jspecify.annotations.Nullable;

/**
 * What a proof is about: the bytes as they lie in the topic.
 *
 * @param party what {@code rn-party} says
 * @param at what {@code rn-at} says, epoch milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // read at once, never compared
public record SignedRecord(
    String topic, byte @Nullable [] key, byte @Nullable [] value, String party, long at) {}
