package renewals.streams.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers by which a record is a CloudEvent in binary mode (CloudEvents 1.0, Kafka binding).
 * For any number of threads.
 */
public final class CloudEventHeaders {

  private static final byte[] SPEC_VERSION = utf8("1.0");

  private final byte[] source;

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
    this.source = utf8(source);
  }

  /**
   * The headers of one event.
   *
   * @param type in UTF-8
   * @param id of the event, unique within the source
   * @param at when it happened
   * @param subject what it is about, null for nothing
   */
  public Headers of(byte[] type, String id, Instant at, @Nullable String subject) {
    Headers headers = new RecordHeaders();
    headers.add("ce_specversion", SPEC_VERSION);
    headers.add("ce_id", utf8(id));
    headers.add("ce_type", type);
    headers.add("ce_source", source);
    headers.add("ce_time", time(at));
    if (subject != null) {
      headers.add("ce_subject", utf8(subject));
    }
    return headers;
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

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
