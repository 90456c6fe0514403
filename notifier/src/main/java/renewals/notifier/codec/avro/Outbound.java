package renewals.notifier.codec.avro;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import renewals.streams.record.CloudEventHeaders;

/** The headers and keys of what we publish: CloudEvents in Kafka's binary mode. */
public final class Outbound {

  private static final CloudEventHeaders HEADERS = new CloudEventHeaders("/renewals/notifier");

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
    return HEADERS.of(key(type), id, at, subject);
  }
}
