package renewals.schemas.trace;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The {@code traceparent} of a record. */
public final class TraceHeaders {

  /** As it is called in records and in HTTP. */
  public static final String TRACEPARENT = "traceparent";

  private static final int LONGEST = 512;

  private TraceHeaders() {}

  /** What a record's last one says; null where there is none, or it is damaged. */
  public static @Nullable TraceContext of(Headers headers) {
    Header header = headers.lastHeader(TRACEPARENT);
    byte[] value = header == null ? null : header.value();
    return value == null || value.length > LONGEST
        ? null
        : TraceContext.parse(new String(value, US_ASCII));
  }

  /** Has a record say it, and nothing else than it. */
  public static void put(Headers headers, TraceContext trace) {
    headers.remove(TRACEPARENT);
    headers.add(TRACEPARENT, trace.format().getBytes(US_ASCII));
  }
}
