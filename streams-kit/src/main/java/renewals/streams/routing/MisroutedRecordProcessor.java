package renewals.streams.routing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import renewals.streams.provenance.Arrival;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.Stamps;
import renewals.streams.routing.Routed.RemoteWatermark;
import renewals.streams.timer.Ticking;
import renewals.streams.watermark.PartitionWatermark;
import renewals.streams.watermark.PartitionWatermarks;

/**
 * Says of each record whether it lies in the partition where the Java producer would have put it;
 * other clients place keys differently. Every five seconds it sends the other partitions this one's
 * watermark, behind all that was sent on to them: so deadlines wait for what lies in a wrong
 * partition as they do for what lies in the right one.
 *
 * <p>It keeps nothing: what it sends on is in the internal topic with the same commit, and one that
 * begins anew tells its watermark again.
 */
public final class MisroutedRecordProcessor
    extends ContextualProcessor<byte[], Arrival, byte[], Routed> {

  /** How late a deadline may be for the sake of what lies in wrong partitions, in about. */
  private static final Duration MARK_EVERY = Duration.ofSeconds(5);

  private static final byte[] MARK = "mark".getBytes(StandardCharsets.UTF_8);

  private final Ways ways;
  private final @Nullable Deadlines deadlines;
  private final int partitions;
  private final Runnable moved;
  private @Nullable PartitionWatermark progress;

  /**
   * The nodes that records go on to. They are named: a node that chooses costs each record as much
   * as this one.
   *
   * @param here takes what lies where it belongs
   * @param elsewhere takes what goes through the internal topic, and the watermarks behind it
   */
  public record Ways(String here, String elsewhere) {}

  /**
   * A processor behind the sources.
   *
   * @param ways where records go on
   * @param inputs what the sources are called in the watermarks
   * @param partitions how many each source has
   * @param tick how often it is looked at how far they have been read
   * @param moved called for each record that is sent on
   */
  public MisroutedRecordProcessor(
      Ways ways,
      Enum<?> inputs,
      int partitions,
      PartitionWatermarks watermarks,
      Duration tick,
      Runnable moved) {
    this(ways, new Deadlines(inputs, watermarks, tick), partitions, moved);
  }

  /**
   * A processor behind sources that no deadline waits for: it sends no watermarks.
   *
   * @param ways where records go on
   * @param partitions how many each source has
   * @param moved called for each record that is sent on
   */
  public MisroutedRecordProcessor(Ways ways, int partitions, Runnable moved) {
    this(ways, null, partitions, moved);
  }

  private MisroutedRecordProcessor(
      Ways ways, @Nullable Deadlines deadlines, int partitions, Runnable moved) {
    this.ways = ways;
    this.deadlines = deadlines;
    this.partitions = partitions;
    this.moved = moved;
  }

  /** What deadlines wait for: the sources, and how far they have been read. */
  private record Deadlines(Enum<?> inputs, PartitionWatermarks watermarks, Duration tick) {}

  @Override
  public void init(ProcessorContext<byte[], Routed> context) {
    super.init(context);
    if (deadlines == null) {
      return;
    }
    PartitionWatermark own =
        deadlines.watermarks().begin(deadlines.inputs(), context.taskId().partition());
    progress = own;
    if (partitions > 1) {
      WatermarkPace pace = new WatermarkPace(MARK_EVERY);
      Ticking.every(
          deadlines.tick(),
          context,
          now -> {
            long watermark = own.watermark();
            if (pace.tells(watermark)) {
              tellOthers(watermark, now);
            }
          });
    }
  }

  private void tellOthers(long watermark, long now) {
    int own = context().taskId().partition();
    for (int other = 0; other < partitions; other++) {
      if (other != own) {
        context()
            .forward(
                new Record<>(MARK, new RemoteWatermark(own, other, watermark), now),
                ways.elsewhere());
      }
    }
  }

  @Override
  public void close() {
    if (progress != null) {
      progress.end();
    }
  }

  @Override
  public void process(Record<byte[], Arrival> record) {
    Arrival arrival = record.value();
    SourceRecord original = arrival.record();
    Routed.Source source = new Routed.Source(original, arrival.unproven());
    boolean misrouted = isMisrouted(source);
    Record<byte[], Routed> routed = record.withValue(source);
    if (!misrouted) {
      context().forward(routed, ways.here());
    } else {
      context().forward(Stamps.notAhead(routed, context()), ways.elsewhere());
      if (progress != null) {
        progress.done(original.topic(), original.offset());
      }
      moved.run();
    }
  }

  /** What no topic could take, and what nobody is proven to have said, is judged where it lies. */
  private boolean isMisrouted(Routed.Source source) {
    SourceRecord record = source.record();
    byte[] key = record.key();
    return key != null
        && partitionOf(key, partitions) != record.partition()
        && source.unproven().isEmpty()
        && !record.isOversized();
  }

  /**
   * Where the Java producer puts a key. It does so by this class, of which Kafka has no public
   * form: the same hash written here once more could differ from that of a later client.
   */
  private static int partitionOf(byte[] key, int partitions) {
    return BuiltInPartitioner.partitionForKey(key, partitions);
  }

  /** A record goes to its key's partition, a watermark to the one that it is for. */
  public static Set<Integer> partitionOf(byte[] key, Routed routed, int partitions) {
    int partition =
        switch (routed) {
          case Routed.Source source -> partitionOf(key, partitions);
          case RemoteWatermark mark -> mark.to();
        };
    return Set.of(partition);
  }
}
