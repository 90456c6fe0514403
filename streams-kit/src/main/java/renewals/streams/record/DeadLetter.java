package renewals.streams.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that can't be taken: its bytes as they came and, in headers, why, where and when. Of one
 * that is larger than allowed only the beginning is kept, so that every dead letter has room in its
 * topic. Everybody who writes to the dead letters writes these. It goes out in the transaction of
 * the step that gave the record up: both happen or neither. Source: contract, topics.
 *
 * @param at when it was given up: the stamp of the dead letter
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are carried through, never compared
public record DeadLetter(
    byte @Nullable [] key, byte @Nullable [] value, Headers headers, Instant at) {

  /** The longest {@code dl-text}, in characters. */
  static final int LONGEST_TEXT = 500;

  private static final String OURS = "dl-";

  /** Counts replays of the same record, so it outlives them. */
  private static final String REPLAYS = "dl-replays";

  /** Who said it travels along whatever else is cut: a replay judges by it. */
  private static final Set<String> PROVENANCE = Set.of("rn-party", "rn-at", "rn-proof");

  private static final int MOST_PROVENANCE = 8;
  private static final int MOST_PROVENANCE_BYTES = 256;
  private static final int MOST_HEADER_BYTES = 16 * 1024;
  private static final int KEPT_OF_OVERSIZED = 1024;
  private static final String CUT = "…";

  /** At which step a record was given up. */
  public enum Stage {
    /** Its bytes or its schema couldn't be read. */
    READ,
    /** It was read, and is not as the contract demands. */
    CHECK,
    /** It is as the contract demands, and what is known already speaks against it. */
    DECIDE
  }

  /**
   * Why a record was given up.
   *
   * @param reason a word of the contract
   * @param text for people; at most {@value #LONGEST_TEXT} characters of it are kept
   */
  public record Cause(String reason, String text, Stage stage) {

    /**
     * A rule threw: a defect of ours, which would come back with the record for ever.
     *
     * @throws KafkaException what was thrown is Kafka's or a store's own failure, which is no
     *     record's fault
     */
    public static Cause ofFailure(RuntimeException thrown) {
      if (thrown instanceof KafkaException) {
        throw thrown;
      }
      return new Cause("PROCESSING_FAILED", thrown.toString(), Stage.DECIDE);
    }
  }

  /**
   * The dead letter of a record.
   *
   * @param topics makes the letter's identity: one that is written again bears the same
   * @param at when it was given up, by the wall clock: no broker refuses that stamp
   */
  public static DeadLetter of(SourceRecord record, Cause cause, TopicIds topics, Instant at) {
    boolean oversized = record.isOversized();
    Headers headers = original(record, oversized);
    add(headers, "dl-reason", cause.reason());
    add(headers, "dl-text", bounded(cause.text()));
    add(headers, "dl-topic", record.topic());
    add(headers, "dl-partition", Integer.toString(record.partition()));
    add(headers, "dl-offset", Long.toString(record.offset()));
    topics.idOf(record).ifPresent(id -> add(headers, "dl-id", id));
    add(headers, "dl-stage", cause.stage().name());
    add(headers, "dl-at", at.toString());
    add(headers, "dl-appended-at", Instant.ofEpochMilli(record.appendedAt()).toString());
    if (!oversized) {
      return new DeadLetter(record.key(), record.value(), headers, at);
    }
    byte[] value = record.value();
    add(headers, "dl-truncated-from", Integer.toString(value == null ? 0 : value.length));
    return new DeadLetter(
        beginning(record.key(), KEPT_OF_OVERSIZED),
        beginning(value, KEPT_OF_OVERSIZED),
        headers,
        at);
  }

  /**
   * The original headers; where they are many, or the record is too large, only those that say who
   * said it. What a partner may have put in our names is not kept.
   */
  private static Headers original(SourceRecord record, boolean oversized) {
    boolean all = !oversized && record.headerBytes() <= MOST_HEADER_BYTES;
    Headers kept = new RecordHeaders();
    for (Header header : record.headers()) {
      boolean ours = header.key().startsWith(OURS) && !header.key().equals(REPLAYS);
      if (all && !ours) {
        kept.add(header);
      } else if (!all
          && PROVENANCE.contains(header.key())
          && kept.toArray().length < MOST_PROVENANCE) {
        // one that came twice stays twice, so that it goes on to prove nothing
        kept.add(header.key(), beginning(header.value(), MOST_PROVENANCE_BYTES));
      }
    }
    return kept;
  }

  private static byte @Nullable [] beginning(byte @Nullable [] bytes, int most) {
    return bytes == null ? null : Arrays.copyOf(bytes, Math.min(bytes.length, most));
  }

  /** Says that it was cut, and never cuts a character in two. */
  private static String bounded(String text) {
    if (text.length() <= LONGEST_TEXT) {
      return text;
    }
    int end = LONGEST_TEXT - CUT.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** How much it holds: its content is not for logs. */
  @Override
  public String toString() {
    return "DeadLetter[%d bytes]".formatted(value == null ? 0 : value.length);
  }
}
