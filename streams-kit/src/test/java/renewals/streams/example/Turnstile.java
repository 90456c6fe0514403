package renewals.streams.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.streams.record.DeadLetter;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.TopicIds;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateStores;
import renewals.streams.state.StateWriter;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;

/**
 * An example to start from: who came in through a turnstile and not out again is told an hour
 * later. Key a badge, value {@code in} or {@code out}. Everything that a stream application of this
 * kind has is here: bytes in and bytes out, a decision before anything is written, state with a
 * version, a timer that survives restarts, a dead letter for what can't be read, and outputs by
 * node name. To run it on a cluster, give {@link #topology} to a {@link
 * renewals.streams.runtime.StreamsRunner} with properties of {@link
 * renewals.streams.runtime.StreamsProperties}.
 */
final class Turnstile extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  private static final Duration PATIENCE = Duration.ofHours(1);
  private static final int VERSION = 1;

  private final StateWriter writer = new StateWriter();
  private KeyValueStore<String, byte[]> inside;
  private TimerStore timers;

  static Topology topology() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], byte[]> told =
        builder.stream("passages", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .process(new Supplier(), Named.as("turnstile"));
    told.to("overdue", Produced.<byte[], byte[]>as("overdue"));
    told.to("dead-letters", Produced.<byte[], byte[]>as("dead-letters"));
    return builder.build();
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    inside = context.getStateStore("inside");
    timers = new TimerStore(context.getStateStore("timers"));
    context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    SourceRecord source = SourceRecord.of(record, context().recordMetadata().orElseThrow());
    String way = record.value() == null ? "" : new String(record.value(), UTF_8);
    String badge = record.key() == null ? "" : new String(record.key(), UTF_8);
    switch (way) {
      case "in" -> {
        Instant at = Instant.ofEpochMilli(source.appendedAt());
        inside.put(badge, writer.start(VERSION).instant(at).finish());
        timers.schedule(at.plus(PATIENCE).toEpochMilli(), badge);
      }
      case "out" -> inside.delete(badge);
      default -> give(source, new Cause("UNREADABLE", "expected in or out", Stage.READ));
    }
  }

  private void tick(long now) {
    for (Timer due : timers.pollDue(now, 1_000)) {
      byte[] kept = inside.get(due.subject()); // nobody cancels: who went out is not inside
      if (kept != null) {
        Instant since = StateReader.start(kept, "visitor", VERSION).instant();
        byte[] text = ("inside since " + since).getBytes(UTF_8);
        context().forward(new Record<>(due.subject().getBytes(UTF_8), text, now), "overdue");
      }
    }
  }

  private void give(SourceRecord source, Cause cause) {
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    DeadLetter letter = DeadLetter.of(source, cause, TopicIds.NONE, now);
    context()
        .forward(
            new Record<>(letter.key(), letter.value(), now.toEpochMilli(), letter.headers()),
            "dead-letters");
  }

  /** Makes the processor and says which stores it has. */
  private static final class Supplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new Turnstile();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return new LinkedHashSet<>(
          List.of(
              StateStores.onDisk("inside", Serdes.String()),
              StateStores.cached("timers", Serdes.ByteArray())));
    }
  }
}
