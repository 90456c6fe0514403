package renewals.activation.codec;

import org.apache.kafka.common.header.Header;
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

  /** What a record's header costs besides its name and value, about. */
  private static final int HEADER_FRAMING_BYTES = 8;

  /**
   * Whether it is larger than the contract allows. The broker limits what a batch has after
   * compression, so such records do get in.
   */
  public boolean isOversized() {
    long size = (key == null ? 0 : key.length) + (value == null ? 0L : value.length);
    return size + headerBytes() > Topics.MAX_RECORD_BYTES;
  }

  /** About how many bytes its headers have. */
  public long headerBytes() {
    long bytes = 0;
    for (Header header : headers) {
      byte[] content = header.value();
      bytes += HEADER_FRAMING_BYTES + 3L * header.key().length();
      bytes += content == null ? 0 : content.length;
    }
    return bytes;
  }
}
