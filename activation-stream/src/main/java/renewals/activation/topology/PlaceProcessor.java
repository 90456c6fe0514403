package renewals.activation.topology;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import renewals.activation.codec.Original;
import renewals.activation.topology.ReadProgress.Inputs;

/**
 * Notes where each record was read and whether it lies in the partition where the Java producer
 * would have put it; other clients place keys differently.
 */
final class PlaceProcessor extends ContextualProcessor<byte[], byte[], byte[], Original> {

  private final Parts parts;
  private ReadProgress.OfPartition progress;

  PlaceProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Original> context) {
    super.init(context);
    progress = parts.progress().begin(Inputs.RENEWAL_FACTS, context.taskId().partition());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    Original original =
        new Original(
            from.topic(),
            from.partition(),
            from.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            record.headers(),
            isElsewhere(record.key(), from.partition()));
    context().forward(record.withValue(original));
    if (isMisplaced(original)) {
      progress.done(from.topic(), from.offset());
      parts.counts().moved();
    }
  }

  private boolean isElsewhere(byte @Nullable [] key, int partition) {
    return key != null
        && BuiltInPartitioner.partitionForKey(key, parts.inputPartitions()) != partition;
  }

  /** What no topic could take is judged where it lies. */
  static boolean isMisplaced(Original original) {
    return original.misplaced() && !original.isOversized();
  }
}
