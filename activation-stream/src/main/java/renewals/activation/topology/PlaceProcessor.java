package renewals.activation.topology;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import renewals.activation.topology.ReadProgress.Inputs;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.Routed;
import renewals.streams.routing.Routed.ReadMark;

/**
 * Notes where each record was read and whether it lies in the partition where the Java producer
 * would have put it; other clients place keys differently. Every so often it tells the other
 * partitions how far this one has been read, behind all that was sent on to them.
 */
final class PlaceProcessor extends ContextualProcessor<byte[], byte[], byte[], Routed> {

  /** How late a deadline may be for the sake of what lies in wrong partitions, in about. */
  private static final Duration MARK_EVERY = Duration.ofSeconds(5);

  private static final byte[] MARK = "mark".getBytes(StandardCharsets.UTF_8);

  private final Parts parts;
  private ReadProgress.OfPartition progress;
  private long marked = Long.MIN_VALUE;

  PlaceProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Routed> context) {
    super.init(context);
    progress = parts.progress().begin(Inputs.RENEWAL_FACTS, context.taskId().partition());
    marked = Long.MIN_VALUE;
    if (parts.inputPartitions() > 1) {
      context.schedule(MARK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::tellOthers);
    }
  }

  private void tellOthers(long now) {
    long readUpTo = progress.readUpTo();
    if (readUpTo <= marked) {
      return;
    }
    marked = readUpTo;
    int own = context().taskId().partition();
    for (int other = 0; other < parts.inputPartitions(); other++) {
      if (other != own) {
        context().forward(new Record<>(MARK, new ReadMark(own, other, readUpTo), now));
      }
    }
  }

  @Override
  public void close() {
    progress.end();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    Routed.Source source =
        new Routed.Source(
            SourceRecord.of(record, from), isElsewhere(record.key(), from.partition()));
    context().forward(record.withValue(source));
    if (isMisplaced(source)) {
      progress.done(from.topic(), from.offset());
      parts.counts().moved();
    }
  }

  private boolean isElsewhere(byte @Nullable [] key, int partition) {
    return key != null
        && BuiltInPartitioner.partitionForKey(key, parts.inputPartitions()) != partition;
  }

  /** What no topic could take is judged where it lies. */
  private static boolean isMisplaced(Routed.Source source) {
    return source.elsewhere() && !source.record().isOversized();
  }

  static boolean belongsElsewhere(Routed placed) {
    return switch (placed) {
      case Routed.Source source -> isMisplaced(source);
      case ReadMark mark -> true;
    };
  }

  /** A record goes to its key's partition, a mark to the one that it is for. */
  static Set<Integer> partitionOf(byte[] key, Routed placed, int partitions) {
    int partition =
        switch (placed) {
          case Routed.Source source -> BuiltInPartitioner.partitionForKey(key, partitions);
          case ReadMark mark -> mark.to();
        };
    return Set.of(partition);
  }
}
