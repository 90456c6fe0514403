package renewals.schemas.wire;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topic;

/** How large records are, so that all who read them refuse the same ones. */
public final class RecordSize {

  /** What a header's lengths take up beside its name and value, in bytes. */
  private static final int HEADER_FRAMING_BYTES = 8;

  private RecordSize() {}

  /**
   * Whether key, value and headers together are larger than {@link Topic#MAX_RECORD_BYTES}. The
   * broker limits what a batch has after compression, so such records do get in.
   */
  public static boolean isOversized(
      byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    return (long) lengthOf(key) + lengthOf(value) + bytesOf(headers) > Topic.MAX_RECORD_BYTES;
  }

  /** What headers take up, in bytes. */
  public static long bytesOf(Headers headers) {
    long bytes = 0;
    for (Header header : headers) {
      bytes += HEADER_FRAMING_BYTES + Utils.utf8Length(header.key()) + lengthOf(header.value());
    }
    return bytes;
  }

  private static int lengthOf(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
