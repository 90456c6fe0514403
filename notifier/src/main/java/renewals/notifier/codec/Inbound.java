package renewals.notifier.codec;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topics;

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

  /** What a header's lengths take up beside its name and value, in bytes. */
  private static final int HEADER_FRAMING = 8;

  /**
   * Whether it is larger than the contract allows: {@link #isOversized(byte[], byte[], Headers)}.
   */
  public boolean isOversized() {
    return isOversized(key, value, headers);
  }

  /**
   * Whether key, value and headers together are larger than the contract allows. The broker limits
   * what a batch has after compression, so such records do get in.
   */
  public static boolean isOversized(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    long size = (long) lengthOf(key) + lengthOf(value) + sizeOf(headers);
    return size > Topics.MAX_RECORD_BYTES;
  }

  /** What headers take up in a record, in bytes. */
  static long sizeOf(Headers headers) {
    long size = 0;
    for (Header header : headers) {
      size += HEADER_FRAMING + Utils.utf8Length(header.key()) + lengthOf(header.value());
    }
    return size;
  }

  private static int lengthOf(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  /** Where it came from: its content is not for logs. */
  @Override
  public String toString() {
    return topic + '-' + partition + '@' + offset;
  }
}
