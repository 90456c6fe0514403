package renewals.activation.codec;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topics;

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
    boolean misplaced) {

  /**
   * Whether it is larger than the contract allows. The broker limits what a batch has after
   * compression, so such records do get in.
   */
  public boolean isOversized() {
    long size = (key == null ? 0 : key.length) + (value == null ? 0L : value.length);
    return size > Topics.MAX_RECORD_BYTES;
  }
}
