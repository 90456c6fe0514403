package renewals.schemas.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What is demanded of a record beside who said it and its size, so that all who read it refuse the
 * same ones.
 *
 * <p>Source: rule 2.
 */
public final class RecordContract {

  /**
   * Why a record can never be applied.
   *
   * @param reason the reason of its dead letter
   */
  public record Refusal(String reason, String text) {}

  private RecordContract() {}

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

  private static String textOf(List<Violation> violations) {
    StringBuilder text = new StringBuilder();
    for (Violation violation : violations) {
      text.append(text.isEmpty() ? "" : "; ").append(violation);
    }
    return text.toString();
  }
}
