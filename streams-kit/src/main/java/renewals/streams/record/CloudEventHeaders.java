package renewals.streams.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which a record is a CloudEvent in binary mode (CloudEvents 1.0, Kafka binding).
 * For any number of threads.
 */
public final class CloudEventHeaders {

  private static final Header SPEC_VERSION = header("ce_specversion", utf8("1.0"));

  private final Header source;

  /** The time that was written last: two threads at once may each write their own. */
  private Written last = new Written(Instant.EPOCH);

  /** An instant and its text, which no thread can see apart. */
  private static final class Written {
    private final Instant at;
    private final byte[] text;

    Written(Instant at) {
      this.at = at;
      this.text = utf8(at.toString());
    }
  }

  /**
   * Headers of one source.
   *
   * @param source a URI reference, such as {@code /renewals/activation-stream}
   */
  public CloudEventHeaders(String source) {
    this.source = header("ce_source", utf8(source));
  }

  /**
   * The headers of one event, all that there are.
   *
   * @param type in UTF-8
   * @param id of the event, unique within the source
   * @param at when it happened
   * @param subject what it is about, null for nothing
   */
  public Headers of(byte[] type, String id, Instant at, @Nullable String subject) {
    Headers headers = required(typed(type), id);
    headers.add("ce_time", time(at));
    if (subject != null) {
      headers.add("ce_subject", utf8(subject));
    }
    return headers;
  }

  /** The type of many events, made once. */
  public static Header typed(byte[] type) {
    return header("ce_type", type);
  }

  /**
   * Those headers only that an event must have: for events whose value says when and of what. Each
   * costs the producer, the broker and each reader some time.
   *
   * @param type of {@link #typed}
   * @param id of the event, unique within the source
   */
  public Headers required(Header type, String id) {
    return new RecordHeaders(new Header[] {SPEC_VERSION, header("ce_id", utf8(id)), type, source});
  }

  /** Many records in a row have the same time: those of a step, and of an appended batch. */
  private byte[] time(Instant at) {
    Written known = last;
    if (!at.equals(known.at)) {
      known = new Written(at);
      last = known;
    }
    return known.text;
  }

  private static Header header(String name, byte[] value) {
    return new RecordHeader(name, value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
