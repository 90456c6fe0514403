package renewals.activation.record;

import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.streams.record.DeadLetter;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.TopicIds;

/**
 * Makes dead letters and counts them. Instants are the wall clock's, in epoch milliseconds. For any
 * number of threads.
 */
public final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final TopicIds topics;
  private final RecordCounts counts;

  /**
   * Dead letters of a service.
   *
   * @param topics make their identity
   */
  public DeadLetters(TopicIds topics, RecordCounts counts) {
    this.topics = topics;
    this.counts = counts;
  }

  /** The dead letter of a record of an input. */
  public Record<byte[], byte[]> of(SourceRecord original, Cause cause, long now) {
    counts.dead(original.topic(), cause.reason());
    return letter(original, cause, now);
  }

  /** The dead letter of a record that was taken up before, and so is counted already. */
  public Record<byte[], byte[]> ofTakenUp(SourceRecord original, Cause cause, long now) {
    return letter(original, cause, now);
  }

  /**
   * The dead letter of the record of an internal topic that a processor is at, where a rule threw
   * before anything was written: it would throw at it again for ever.
   *
   * @throws org.apache.kafka.common.KafkaException what was thrown is Kafka's or a store's own
   *     failure, which is no record's fault
   */
  public Record<byte[], byte[]> ofFailure(
      Record<byte[], byte[]> record, ProcessorContext<?, ?> context, RuntimeException thrown) {
    Cause cause = Cause.ofFailure(thrown);
    SourceRecord internal = SourceRecord.of(record, context.recordMetadata().orElseThrow());
    LOG.error("a rule failed at {}: to the dead letters", internal, thrown);
    counts.deadOnItsWay(cause.reason());
    return letter(internal, cause, context.currentSystemTimeMs());
  }

  private Record<byte[], byte[]> letter(SourceRecord original, Cause cause, long now) {
    DeadLetter letter = DeadLetter.of(original, cause, topics, Instant.ofEpochMilli(now));
    return new Record<>(letter.key(), letter.value(), now, letter.headers());
  }
}
