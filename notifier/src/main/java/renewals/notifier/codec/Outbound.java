package renewals.notifier.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** The headers and keys of what we publish: CloudEvents in Kafka's binary mode. */
public final class Outbound {

  private static final String SOURCE = "/renewals/notifier";

  private Outbound() {}

  /** A key in UTF-8. */
  public static byte[] key(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * CloudEvents headers.
   *
   * @param id unique among events of this source
   * @param type full name of the value's schema
   * @param subject the renewalId, or what else it is about; null for none
   */
  public static Headers headers(String id, String type, @Nullable String subject, Instant at) {
    Headers headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", id);
    add(headers, "ce_type", type);
    add(headers, "ce_source", SOURCE);
    add(headers, "ce_time", at.toString());
    if (subject != null) {
      add(headers, "ce_subject", subject);
    }
    return headers;
  }

  static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
