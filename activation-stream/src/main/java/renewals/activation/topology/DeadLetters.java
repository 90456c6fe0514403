package renewals.activation.topology;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import renewals.streams.record.DeadLetter;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.TopicIds;

/** Dead letters on their way out of the graph. */
final class DeadLetters {

  private DeadLetters() {}

  /**
   * The dead letter of a record.
   *
   * @param topics makes its identity
   * @param now the wall clock, in epoch milliseconds
   */
  static Record<byte[], Emission> of(
      SourceRecord original, DeadLetter.Cause cause, TopicIds topics, long now) {
    DeadLetter letter = DeadLetter.of(original, cause, topics, Instant.ofEpochMilli(now));
    return new Record<>(
        letter.key(),
        new Emission(Emission.Route.DEAD_LETTER, letter.value()),
        now,
        letter.headers());
  }
}
