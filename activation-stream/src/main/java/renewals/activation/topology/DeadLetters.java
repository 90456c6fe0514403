package renewals.activation.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.FactIntake.Stage;
import renewals.activation.codec.Original;

/** Makes dead letters: the original key and bytes, the reason and the coordinates in headers. */
final class DeadLetters {

  private static final int MOST_HEADER_BYTES = 16 * 1024;
  private static final int LONGEST_TEXT = 500;

  private DeadLetters() {}

  static Record<byte[], Emission> of(
      Original original, String reason, String text, Stage stage, long at) {
    RecordHeaders headers = new RecordHeaders();
    if (!original.isOversized() && original.headerBytes() <= MOST_HEADER_BYTES) {
      for (Header header : original.headers()) {
        if (!header.key().startsWith("dl-") || header.key().equals("dl-replays")) {
          headers.add(header);
        }
      }
    }
    add(headers, "dl-reason", reason);
    add(headers, "dl-text", text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text);
    add(headers, "dl-topic", original.topic());
    add(headers, "dl-partition", Integer.toString(original.partition()));
    add(headers, "dl-offset", Long.toString(original.offset()));
    add(headers, "dl-stage", stage.name());
    add(headers, "dl-at", Instant.ofEpochMilli(at).toString());
    byte[] key = original.key();
    byte[] value = original.value();
    if (original.isOversized()) {
      add(headers, "dl-truncated-from", Integer.toString(value == null ? 0 : value.length));
      key = shortened(key);
      value = shortened(value);
    }
    return new Record<>(key, new Emission(Emission.Route.DEAD_LETTER, value), at, headers);
  }

  private static byte @Nullable [] shortened(byte @Nullable [] bytes) {
    return bytes == null ? null : Arrays.copyOf(bytes, Math.min(bytes.length, 1024));
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
