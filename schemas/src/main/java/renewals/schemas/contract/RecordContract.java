package renewals.schemas.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import renewals.schemas.Topic;

/**
 * What is demanded of a record beside who said it, so that all who read it refuse the same ones.
 *
 * <p>Source: rule 2.
 */
public final class RecordContract {

  /** What a header's lengths take up beside its name and value, in bytes. */
  private static final int HEADER_FRAMING_BYTES = 8;

  /**
   * Why a record can never be applied.
   *
   * @param reason the reason of its dead letter
   */
  public record Refusal(String reason, String text) {}

  private RecordContract() {}

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

  /**
   * Why an event that was read may not count; empty where it may.
   *
   * @param keyName the field that must be the record's key, as texts name it
   * @param id what that field holds
   * @throws IllegalArgumentException it is not an event that partners send
   */
  public static Optional<Refusal> refusal(
      byte @Nullable [] key, String keyName, String id, SpecificRecord event, Instant appendedAt) {
    if (key == null) {
      return Optional.of(new Refusal("KEY_MISMATCH", "key is null, expected the " + keyName));
    }
    if (!Arrays.equals(key, id.getBytes(StandardCharsets.UTF_8))) {
      return Optional.of(new Refusal("KEY_MISMATCH", "key is not the " + keyName));
    }
    List<Violation> unknown = EventContract.unknownSymbols(event);
    if (!unknown.isEmpty()) {
      return Optional.of(new Refusal("UNKNOWN_SYMBOL", textOf(unknown)));
    }
    List<Violation> violations = EventContract.check(event, appendedAt);
    return violations.isEmpty()
        ? Optional.empty()
        : Optional.of(new Refusal("INVALID", textOf(violations)));
  }

  private static int lengthOf(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }

  private static String textOf(List<Violation> violations) {
    StringBuilder text = new StringBuilder();
    for (Violation violation : violations) {
      text.append(text.isEmpty() ? "" : "; ").append(violation);
    }
    return text.toString();
  }
}
