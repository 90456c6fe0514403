package renewals.notifier.codec;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that died: its bytes as they came and, in headers, why, where and when. Of one that is
 * larger than the contract allows only the beginning is kept, so that every dead letter has room in
 * its topic. Source: contract, topics.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried through, never compared
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

  private static final String OURS = "dl-";

  /** Counts replays of the same record, so it outlives them. */
  private static final String REPLAYS = "dl-replays";

  private static final String STAGE = "notifier";
  private static final int LONGEST_TEXT = 500;
  private static final int MOST_HEADER_BYTES = 16 * 1024;
  private static final int KEPT_OF_OVERSIZED = 1024;

  /** The dead letter of a record. */
  public static DeadLetter of(Inbound record, Reading.Dead dead, Instant at) {
    boolean oversized = record.isOversized();
    Headers headers = oversized ? new RecordHeaders() : original(record.headers());
    Outbound.add(headers, "dl-reason", dead.reason().name());
    Outbound.add(headers, "dl-text", bounded(dead.text()));
    Outbound.add(headers, "dl-topic", record.topic());
    Outbound.add(headers, "dl-partition", Integer.toString(record.partition()));
    Outbound.add(headers, "dl-offset", Long.toString(record.offset()));
    Outbound.add(headers, "dl-stage", STAGE);
    Outbound.add(headers, "dl-at", at.toString());
    if (!oversized) {
      return new DeadLetter(record.key(), record.value(), headers);
    }
    byte[] value = record.value();
    Outbound.add(headers, "dl-truncated-from", Integer.toString(value == null ? 0 : value.length));
    return new DeadLetter(beginning(record.key()), beginning(value), headers);
  }

  /**
   * The original headers, unless they are many; what a partner may have put in our names is not.
   */
  private static Headers original(Headers headers) {
    Headers kept = new RecordHeaders();
    if (Inbound.sizeOf(headers) <= MOST_HEADER_BYTES) {
      for (Header header : headers) {
        if (!header.key().startsWith(OURS) || header.key().equals(REPLAYS)) {
          kept.add(header);
        }
      }
    }
    return kept;
  }

  private static byte @Nullable [] beginning(byte @Nullable [] bytes) {
    return bytes == null ? null : Arrays.copyOf(bytes, Math.min(bytes.length, KEPT_OF_OVERSIZED));
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }

  /** How much it holds: its content is not for logs. */
  @Override
  public String toString() {
    return "DeadLetter[%d bytes]".formatted(value == null ? 0 : value.length);
  }
}
