package renewals.notifier.codec;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came in, with the coordinates it was first found at.
 *
 * @param timestamp milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried through, never compared
public record Inbound(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Headers headers) {

  /** Where it came from: its content is not for logs. */
  @Override
  public String toString() {
    return topic + '-' + partition + '@' + offset;
  }
}
