package renewals.notifier.codec;

import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a dead letter. Source: contract, topics. */
public final class DeadLetters {

  private static final String STAGE = "notifier";
  private static final int LONGEST_TEXT = 500;

  private DeadLetters() {}

  /** The original headers and why, where and when the record died. */
  public static Headers headers(Inbound record, Reading.Dead dead, Instant at) {
    Headers headers = new RecordHeaders(record.headers());
    put(headers, "dl-reason", dead.reason().name());
    put(headers, "dl-text", bounded(dead.text()));
    put(headers, "dl-topic", record.topic());
    put(headers, "dl-partition", Integer.toString(record.partition()));
    put(headers, "dl-offset", Long.toString(record.offset()));
    put(headers, "dl-stage", STAGE);
    put(headers, "dl-at", at.toString());
    return headers;
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    Outbound.add(headers, name, value);
  }

  private static String bounded(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
  }
}
