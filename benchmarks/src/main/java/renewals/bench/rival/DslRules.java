package renewals.bench.rival;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;
import renewals.activation.card.codec.CardEvents;
import renewals.activation.card.codec.CardFormat;
import renewals.activation.card.codec.CardInput;
import renewals.activation.card.codec.StoredLedger;
import renewals.activation.card.model.Card;
import renewals.activation.card.model.CardRules;
import renewals.activation.card.model.LedgerEntry;
import renewals.activation.record.EventReader;
import renewals.activation.record.EventReader.Read;
import renewals.activation.renewal.codec.CaseFormat;
import renewals.activation.renewal.codec.FactFormat;
import renewals.activation.renewal.codec.FactReader;
import renewals.activation.renewal.codec.UpdateEvents;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.model.Update;
import renewals.activation.renewal.rules.CaseRules;
import renewals.activation.renewal.rules.DeadlineRules;
import renewals.activation.renewal.rules.Decision;
import renewals.activation.renewal.rules.DueDeadline;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.CloudEventHeaders;
import renewals.streams.record.SourceRecord;
import renewals.streams.state.StateReader;
import renewals.streams.state.StateWriter;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/**
 * The same rules in the DSL, with its own stores: facts by renewal aggregated into its case,
 * changes by card aggregated into its ledger. Contract, duplicates, refunds, deadlines, updates
 * with headers and cards are ours. It has no estimates, reminders, state counts, reports, parking,
 * routing and queries; a deadline doesn't wait for what is unread, and a ledger keeps its newest
 * entries only.
 *
 * <p>Long because it is read as one beside ours.
 */
final class DslRules {

  /** Activations and reversals. */
  static final String ACTIVATIONS = "bench-dsl-rules";

  /** Updates of renewals. */
  static final String UPDATES = "bench-dsl-rules-updates";

  /** What the contract or the rules refuse, as it came. */
  static final String REFUSED = "bench-dsl-rules-refused";

  private static final String CASES = "cases";
  private static final String DEADLINES = "deadlines";
  private static final Serde<String> KEYS = Serdes.String();
  private static final Serde<byte[]> BYTES = Serdes.ByteArray();
  private static final byte[] ARMED = {};
  private static final Header UPDATE = CloudEventHeaders.typed("update".getBytes(UTF_8));
  private static final Header ACTIVATION = CloudEventHeaders.typed("activation".getBytes(UTF_8));

  private final SchemaRegistry registry;
  private final ThreadLocal<Codecs> codecs;

  private DslRules(SchemaRegistry registry) {
    this.registry = registry;
    this.codecs = ThreadLocal.withInitial(() -> new Codecs(registry));
  }

  /** An event with what it came to. */
  private record Arrived(SourceRecord original, Read<Fact> read) {
    @Nullable Fact fact() {
      return read instanceof Read.Valid<Fact> valid ? valid.said() : null;
    }
  }

  /**
   * A case after a step; what is said of the step isn't stored.
   *
   * @param held facts that wait for their request, in order of arrival
   * @param timer when the case is looked at, in epoch milliseconds
   * @param armed whether that is new
   * @param refused the event, where the rules refuse it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Step(
      @Nullable Case after,
      List<Fact> held,
      long timer,
      boolean armed,
      List<Update> updates,
      @Nullable CardChange change,
      byte @Nullable [] refused) {

    static final long NEVER = Long.MAX_VALUE;
    static final Step NONE = new Step(null, List.of(), NEVER, false, List.of(), null, null);
  }

  /** One of three that go out: an update, a refused event, a change on its way to its card. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Out(
      byte @Nullable [] update, byte @Nullable [] refused, @Nullable CardChange change) {}

  /** A card after a change; the outcome isn't stored. */
  private record Booked(@Nullable StoredLedger ledger, CardRules.@Nullable Outcome outcome) {}

  static Topology build(StreamsConfig config, SchemaRegistry registry) {
    return new DslRules(registry).build(config);
  }

  private Topology build(StreamsConfig config) {
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(config));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(DEADLINES), BYTES, BYTES));
    KStream<String, Arrived> arrived =
        builder.stream(
                List.of(
                    Topics.RENEWAL_REQUESTS.name(),
                    Topics.RENEWAL_PAYMENTS.name(),
                    Topics.CARRIER_REVIEWS.name()),
                Consumed.with(KEYS, BYTES).withName("facts"))
            .processValues(() -> new Decoding(registry), Named.as("decode"));
    arrived
        .filter((id, one) -> one.fact() == null, Named.as("invalid"))
        .mapValues(one -> one.original().value(), Named.as("as-they-came"))
        .to(REFUSED, Produced.with(KEYS, BYTES).withName("refused"));
    KStream<String, Out> out =
        arrived
            .filter((id, one) -> one.fact() != null, Named.as("valid"))
            .groupByKey(Grouped.keySerde(KEYS))
            .aggregate(
                () -> Step.NONE,
                (id, one, before) -> decide(before, one),
                Named.as("case"),
                Materialized.<String, Step, KeyValueStore<Bytes, byte[]>>as(CASES)
                    .withKeySerde(KEYS)
                    .withValueSerde(serde(Codecs::write, Codecs::readStep))
                    .withCachingDisabled())
            .toStream(Named.as("steps"))
            .process(() -> new Saying(codecs.get()), Named.as("say"), CASES, DEADLINES);
    out.filter((key, one) -> one.update() != null, Named.as("said"))
        .mapValues(Out::update, Named.as("said-bytes"))
        .to(UPDATES, Produced.with(KEYS, BYTES).withName("updates"));
    out.filter((key, one) -> one.refused() != null, Named.as("misfits"))
        .mapValues(Out::refused, Named.as("misfit-bytes"))
        .to(REFUSED, Produced.with(KEYS, BYTES).withName("refused-by-rules"));
    out.filter((key, one) -> one.change() != null, Named.as("changing"))
        .mapValues(Out::change, Named.as("change"))
        .repartition(
            Repartitioned.with(KEYS, serde(Codecs::write, Codecs::readChange)).withName("changes"))
        .groupByKey(Grouped.keySerde(KEYS))
        .aggregate(
            () -> new Booked(null, null),
            (card, change, before) -> book(before.ledger(), change),
            Named.as("card"),
            Materialized.<String, Booked, KeyValueStore<Bytes, byte[]>>as("cards")
                .withKeySerde(KEYS)
                .withValueSerde(serde(Codecs::write, Codecs::readCard))
                .withCachingDisabled())
        .toStream(Named.as("booked"))
        .filter((card, booked) -> booked.outcome() != null, Named.as("told"))
        .process(() -> new Activating(codecs.get()), Named.as("activate"))
        .to(ACTIVATIONS, Produced.with(KEYS, BYTES).withName("activations"));
    return builder.build();
  }

  private <T> Serde<T> serde(
      BiFunction<Codecs, T, byte[]> write, BiFunction<Codecs, byte[], T> read) {
    return Serdes.serdeFrom(
        (topic, value) -> write.apply(codecs.get(), value),
        (topic, bytes) -> read.apply(codecs.get(), bytes));
  }

  private static Step decide(Step before, Arrived arrived) {
    Fact fact = Objects.requireNonNull(arrived.fact());
    Instant at = Instant.ofEpochMilli(arrived.original().appendedAt());
    Decision decision = CaseRules.handle(before.after(), fact, before.held(), at);
    List<Fact> held = List.of();
    if (decision.after() instanceof Case.Orphan orphan) {
      held = new ArrayList<>(before.held());
      if (orphan.held() > held.size()) {
        held.add(fact);
      }
    }
    long next = next(decision.after());
    boolean refused = decision.verdict() instanceof RecordOutcome.Refused;
    return new Step(
        decision.after(),
        held,
        Math.min(next, before.timer()),
        next < before.timer(),
        decision.updates(),
        decision.change(),
        refused ? arrived.original().value() : null);
  }

  private static long next(@Nullable Case of) {
    DueDeadline next = of == null ? null : DeadlineRules.next(of, RulePolicy.DEFAULT);
    return next == null ? Step.NEVER : next.at().toEpochMilli();
  }

  private static Booked book(@Nullable StoredLedger ledger, CardChange change) {
    Card head = ledger == null ? null : ledger.head();
    List<LedgerEntry> entries = ledger == null ? List.of() : ledger.newest();
    LedgerEntry existing = null;
    for (LedgerEntry entry : entries) {
      existing = entry.activationId().equals(change.activationId()) ? entry : existing;
    }
    Optional<CardRules.Booked> booked =
        change.reversedAt() == null
            ? CardRules.activate(head, existing, change, RulePolicy.DEFAULT)
            : CardRules.reverse(head, entries, change, RulePolicy.DEFAULT);
    if (booked.isEmpty()) {
      return new Booked(ledger, null);
    }
    CardRules.Booked now = booked.get();
    return new Booked(
        ledger == null
            ? new StoredLedger(now.card(), now.changed())
            : ledger.with(now.card(), now.changed()).ledger(),
        now.outcome());
  }

  /** Reads each event and checks it against the contract. */
  private static final class Decoding extends ContextualFixedKeyProcessor<String, byte[], Arrived> {

    private final EventReader<Fact> reader;

    Decoding(SchemaRegistry registry) {
      this.reader = FactReader.of(registry, RecordProvenance.OFF);
    }

    @Override
    public void process(FixedKeyRecord<String, byte[]> record) {
      RecordMetadata from = context().recordMetadata().orElseThrow();
      SourceRecord original =
          new SourceRecord(
              from.topic(),
              from.partition(),
              from.offset(),
              record.timestamp(),
              record.key().getBytes(UTF_8),
              record.value(),
              record.headers());
      context().forward(record.withValue(new Arrived(original, reader.read(original))));
    }
  }

  /** Says what a step came to, and fires deadlines. */
  private static final class Saying extends ContextualProcessor<String, Step, String, Out> {

    private final Codecs codecs;
    private TimestampedKeyValueStore<String, Step> cases;
    private KeyValueStore<byte[], byte[]> deadlines;

    Saying(Codecs codecs) {
      this.codecs = codecs;
    }

    @Override
    public void init(ProcessorContext<String, Out> context) {
      super.init(context);
      cases = context.getStateStore(CASES);
      deadlines = context.getStateStore(DEADLINES);
      context.schedule(Duration.ofSeconds(1), PunctuationType.WALL_CLOCK_TIME, this::fire);
    }

    @Override
    public void process(Record<String, Step> record) {
      Step step = record.value();
      if (step.armed()) {
        arm(record.key(), step.timer());
      }
      say(record.key(), step, record.timestamp());
    }

    private void say(String renewalId, Step step, long at) {
      for (Update update : step.updates()) {
        String key = update.request() == null ? renewalId : update.request().merchantId();
        context()
            .forward(
                new Record<>(
                    key, new Out(codecs.write(update), null, null), at, codecs.headers(update)));
      }
      CardChange change = step.change();
      if (change != null) {
        context()
            .forward(new Record<>(change.request().cardKey(), new Out(null, null, change), at));
      }
      if (step.refused() != null) {
        context().forward(new Record<>(renewalId, new Out(null, step.refused(), null), at));
      }
    }

    private void arm(String renewalId, long at) {
      byte[] id = renewalId.getBytes(UTF_8);
      deadlines.put(ByteBuffer.allocate(Long.BYTES + id.length).putLong(at).put(id).array(), ARMED);
    }

    private void fire(long now) {
      byte[] upTo = ByteBuffer.allocate(Long.BYTES).putLong(now + 1).array();
      try (KeyValueIterator<byte[], byte[]> due = deadlines.range(new byte[Long.BYTES], upTo)) {
        while (due.hasNext()) {
          byte[] timer = due.next().key;
          deadlines.delete(timer);
          fire(new String(timer, Long.BYTES, timer.length - Long.BYTES, UTF_8), now);
        }
      }
    }

    private void fire(String renewalId, long now) {
      ValueAndTimestamp<Step> found = cases.get(renewalId);
      Case before = found == null ? null : found.value().after();
      if (found == null || before == null) {
        return;
      }
      Case after = before;
      List<Update> updates = List.of();
      DueDeadline due = DeadlineRules.next(before, RulePolicy.DEFAULT);
      if (due != null && due.at().toEpochMilli() <= now) {
        DeadlineRules.Fired fired =
            DeadlineRules.fire(before, due.deadline(), Instant.ofEpochMilli(now));
        after = fired.after();
        updates = fired.updates();
      }
      if (after == null) {
        cases.delete(renewalId);
        return;
      }
      long next = next(after);
      Step step = new Step(after, found.value().held(), next, true, updates, null, null);
      cases.put(renewalId, ValueAndTimestamp.make(step, found.timestamp()));
      if (next != Step.NEVER) {
        arm(renewalId, next);
      }
      say(renewalId, step, now);
    }
  }

  /** Gives out what a card's change came to. */
  private static final class Activating
      extends ContextualProcessor<String, Booked, String, byte[]> {

    private final Codecs codecs;

    Activating(Codecs codecs) {
      this.codecs = codecs;
    }

    @Override
    public void process(Record<String, Booked> record) {
      CardRules.Outcome outcome = Objects.requireNonNull(record.value().outcome());
      CardChange change = outcome.change();
      context()
          .forward(
              new Record<>(
                  change.request().merchantId(),
                  codecs.activations.write(CardEvents.activation(outcome, null)),
                  change.at().toEpochMilli(),
                  codecs.headers.required(
                      ACTIVATION, change.activationId() + "/" + change.status())));
    }
  }

  /** What a thread writes and reads with. */
  private static final class Codecs {
    private final StateWriter writer = new StateWriter();
    private final CaseFormat cases = new CaseFormat();
    private final CardFormat cards = new CardFormat();
    private final CloudEventHeaders headers = new CloudEventHeaders("/renewals/dsl-rules");
    private final WireWriter<RenewalUpdate> updates;
    private final WireWriter<Activation> activations;

    Codecs(SchemaRegistry registry) {
      this.updates = WireWriter.of(registry, Topics.RENEWAL_UPDATES, new RenewalUpdate());
      this.activations = WireWriter.of(registry, Topics.RENEWAL_ACTIVATIONS, new Activation());
    }

    byte[] write(Update update) {
      return updates.write(UpdateEvents.of(update));
    }

    Headers headers(Update update) {
      return headers.required(UPDATE, update.updateId());
    }

    byte[] write(Step step) {
      StateWriter to = writer.start(1);
      to.number(step.timer());
      Case of = step.after();
      to.optionalText(of == null ? null : of.renewalId());
      if (of != null) {
        to.blob(cases.write(of)).number(step.held().size());
        step.held().forEach(fact -> FactFormat.writeWhole(to, fact));
      }
      return to.finish();
    }

    Step readStep(byte[] bytes) {
      StateReader from = StateReader.start(bytes, "case of the DSL", 1);
      long timer = from.number();
      String renewalId = from.optionalText();
      if (renewalId == null) {
        return Step.NONE;
      }
      Case of = cases.read(renewalId, from.blob());
      List<Fact> held = new ArrayList<>();
      for (int left = from.count(); left > 0; left--) {
        held.add(FactFormat.readWhole(from, renewalId, true));
      }
      return new Step(of, held, timer, false, List.of(), null, null);
    }

    byte[] write(CardChange change) {
      return cards.write(change);
    }

    CardChange readChange(byte[] bytes) {
      return switch (cards.readInput(bytes)) {
        case CardInput.Change input -> input.change();
        case CardInput.Watermark none -> throw new IllegalStateException("no watermarks here");
      };
    }

    byte[] write(Booked card) {
      return card.ledger() == null ? new byte[0] : cards.write(card.ledger());
    }

    Booked readCard(byte[] bytes) {
      return new Booked(bytes.length == 0 ? null : cards.readLedger(bytes), null);
    }
  }
}
