package renewals.bench.micro;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import renewals.activation.card.stream.CardCounts;
import renewals.activation.card.stream.CardParts;
import renewals.activation.card.stream.CardProcessor;
import renewals.activation.card.stream.CardStores;
import renewals.activation.carrier.stream.CarrierBoard;
import renewals.activation.carrier.stream.CarrierStores;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.KafkaSettings;
import renewals.activation.estimate.fit.EstimateSettings;
import renewals.activation.estimate.fit.Estimates;
import renewals.activation.estimate.fit.Fitting;
import renewals.activation.estimate.stream.Estimating;
import renewals.activation.estimate.stream.RenewalEstimates;
import renewals.activation.record.DeadLetters;
import renewals.activation.record.RecordCounts;
import renewals.activation.record.Ticks;
import renewals.activation.renewal.stream.RenewalCounts;
import renewals.activation.renewal.stream.RenewalParts;
import renewals.activation.renewal.stream.RenewalProcessor;
import renewals.activation.renewal.stream.StateCountsBoard;
import renewals.activation.topology.GraphTopics;
import renewals.activation.topology.TopologyParts;
import renewals.bench.load.LoadPlan.Part;
import renewals.bench.load.Preload;
import renewals.bench.run.RunFolder;
import renewals.kit.Settings;
import renewals.kit.tracing.Tracing;
import renewals.provenance.RecordProvenance;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.TopicIds;
import renewals.streams.routing.Routed;
import renewals.streams.runtime.SetAsideTimers;
import renewals.streams.watermark.PartitionWatermarks;

/**
 * What an event costs in the processors of renewals and cards, with 20,000 renewals open: reading
 * and checking it, rules, state, updates, ledger and activation. The stores are those of the
 * service, in RocksDB, but for changelogs and record caches; nothing is sent.
 *
 * <p>Long because it makes all parts of both processors, which a service does in several classes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StepBenchmark {

  private static final int OPEN = 20_000;
  private static final int BEGUN = 5_000;
  private static final int EVENTS = 3 * BEGUN;
  private static final long MEMORY = 16 << 20;

  /** Whether each step is a span, which is given to an exporter that drops it. */
  @Param({"off", "on"})
  public String tracing = "off";

  private final CataloguedSchemas registry = new CataloguedSchemas();
  private final Preload preload = new Preload(registry);
  private final List<Routed.Source> events = new ArrayList<>(EVENTS);
  private final List<StateStore> stores = new ArrayList<>();
  private int begun;
  private @Nullable Path folder;
  private Tracing opened = Tracing.OFF;
  private @Nullable Work work;

  /** A task of both processors; changes of cards go straight to them. */
  private record Work(
      MockProcessorContext<byte[], byte[]> context,
      Processor<byte[], Routed, byte[], byte[]> renewals,
      Processor<byte[], byte[], byte[], byte[]> cards) {

    void step(Routed.Source event) {
      SourceRecord original = event.record();
      renewals.process(
          new Record<>(original.key(), event, original.appendedAt(), original.headers()));
      for (var forwarded : List.copyOf(context.forwarded())) {
        if (forwarded.childName().orElse("").startsWith(GraphTopics.CARD_CHANGES)) {
          Record<? extends byte[], ? extends byte[]> change = forwarded.record();
          cards.process(
              new Record<>(change.key(), change.value(), change.timestamp(), change.headers()));
        }
      }
      context.resetForwards();
    }
  }

  /** Opens the stores and begins the renewals that are open from then on. */
  @Setup
  public void open() throws IOException {
    Path made = Files.createTempDirectory("renewals-steps");
    folder = made;
    ActivationSettings settings =
        ActivationSettings.read(
            Settings.of(
                Map.of("activation.state.dir", made.toString(), "kafka.unreplicated", "true")));
    MockProcessorContext<byte[], byte[]> context =
        new MockProcessorContext<>(
            KafkaSettings.of(settings, "127.0.0.1:1"), new TaskId(0, 0), made.toFile());
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    RecordCounts records = new RecordCounts(meters);
    DeadLetters letters = new DeadLetters(TopicIds.NONE, records);
    CarrierBoard carriers = new CarrierBoard();
    Estimates nothing = Fitting.ofNothing(Instant.EPOCH, EstimateSettings.DEFAULTS);
    Estimating estimating =
        new Estimating(new RenewalEstimates(() -> nothing, carriers), Duration.ofSeconds(10), true);
    Ticks ticks = new Ticks(Duration.ofSeconds(1), 1);
    SetAsideTimers timers = new SetAsideTimers(TopologyParts.TIMERS, meters, Clock.systemUTC());
    PartitionWatermarks watermarks = PartitionWatermarks.neverBehind();
    Tracing spans = tracing(meters);
    opened = spans;
    RenewalProcessor.Supplier ofRenewals =
        new RenewalProcessor.Supplier(
            new RenewalParts(
                registry,
                RecordProvenance.OFF,
                settings.policy(),
                1,
                ticks,
                MEMORY,
                watermarks,
                letters,
                records,
                new RenewalCounts(meters, records),
                estimating,
                new StateCountsBoard(meters),
                carriers,
                timers,
                spans));
    CardProcessor.Supplier ofCards =
        new CardProcessor.Supplier(
            new CardParts(
                registry,
                RecordProvenance.OFF,
                settings.policy(),
                settings.reports(),
                1,
                ticks,
                MEMORY,
                watermarks,
                letters,
                records,
                new CardCounts(meters),
                estimating,
                timers,
                spans));
    addStores(context, CarrierStores.besideRenewals());
    addStores(context, ofRenewals.stores());
    addStores(context, CardStores.shared(MEMORY));
    addStores(context, ofCards.stores());
    context.setRecordMetadata("changes", 0, 0);
    context.setCurrentSystemTimeMs(System.currentTimeMillis());
    Processor<byte[], Routed, byte[], byte[]> renewals = ofRenewals.get();
    Processor<byte[], byte[], byte[], byte[]> cards = ofCards.get();
    renewals.init(context);
    cards.init(context);
    work = new Work(context, renewals, cards);
    while (begun < OPEN) {
      prepare();
      int unused = steps();
    }
  }

  private Tracing tracing(SimpleMeterRegistry meters) {
    return tracing.equals("on") ? DroppedSpans.tracing(meters) : Tracing.OFF;
  }

  private void addStores(
      MockProcessorContext<byte[], byte[]> context, Collection<StoreBuilder<?>> builders) {
    for (StoreBuilder<?> builder : builders) {
      StateStore store = builder.withLoggingDisabled().withCachingDisabled().build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
      stores.add(store);
    }
  }

  /** The next events: renewals begin, others are paid, others are decided. */
  @Setup(Level.Invocation)
  public void prepare() {
    events.clear();
    for (int i = 0; i < BEGUN; i++) {
      int renewal = begun++;
      add(renewal, Part.REQUEST);
      add(renewal - OPEN / 2, Part.PAYMENT);
      add(renewal - OPEN, Part.REVIEW);
    }
    work().context().setCurrentSystemTimeMs(System.currentTimeMillis());
  }

  private void add(int renewal, Part part) {
    if (renewal < 0) {
      return;
    }
    ProducerRecord<byte[], byte[]> event = preload.record(renewal, part);
    SourceRecord original =
        new SourceRecord(
            event.topic(),
            0,
            events.size(),
            System.currentTimeMillis(),
            event.key(),
            event.value(),
            event.headers());
    events.add(new Routed.Source(original, Optional.empty()));
  }

  /** All of them, one after the other. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public int steps() {
    Work now = work();
    events.forEach(now::step);
    return events.size();
  }

  @TearDown
  public void delete() {
    stores.forEach(StateStore::close);
    opened.close();
    if (folder != null) {
      RunFolder.delete(folder);
    }
  }

  private Work work() {
    if (work == null) {
      throw new IllegalStateException("not opened");
    }
    return work;
  }
}
