package renewals.activation.topology;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.codec.CarrierFormat;
import renewals.activation.codec.CarrierFormat.Kept;
import renewals.activation.domain.CarrierProfile;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.SourceRecord;

/**
 * Keeps what is known of carriers beside the renewals of a partition, and has their renewals looked
 * at again when a word changes, and when its startsAt and endsAt come.
 */
final class CarrierProcessor extends ContextualProcessor<byte[], Emission, byte[], Emission> {

  private static final Logger LOG = LoggerFactory.getLogger(CarrierProcessor.class);

  private final Parts parts;
  private final CarrierFormat format = new CarrierFormat();
  private final Map<String, Instant> turns = new HashMap<>();
  private KeyValueStore<String, byte[]> carriers;
  private ReestimationScans walks;

  CarrierProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], Emission> context) {
    super.init(context);
    carriers = context.getStateStore(Stores.CARRIERS);
    walks = new ReestimationScans(context.getStateStore(Stores.CARRIER_WALK));
    turns.clear();
    try (KeyValueIterator<String, byte[]> all = carriers.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        Kept kept = format.readKept(entry.key, entry.value);
        parts.carriers().post(kept.carrier());
        expect(entry.key, kept.nextTurn());
      }
    }
    context.schedule(parts.tick(), PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<byte[], Emission> record) {
    String carrierId = new String(record.key(), StandardCharsets.UTF_8);
    byte[] bytes = record.value().bytes();
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    Kept kept;
    try {
      CarrierProfile told = format.readKnown(carrierId, bytes);
      kept = new Kept(told, told.nextTurn(now));
    } catch (RuntimeException e) {
      sendToDeadLetters(record.withValue(bytes), e);
      return;
    }
    save(carrierId, kept);
    parts.carriers().post(kept.carrier());
    walks.join(carrierId);
  }

  /** The rules threw, before anything was written: they would throw at it again for ever. */
  private void sendToDeadLetters(Record<byte[], byte[]> record, RuntimeException thrown) {
    Cause cause = Cause.ofFailure(thrown);
    SourceRecord word = SourceRecord.of(record, context().recordMetadata().orElseThrow());
    LOG.error("a rule failed at {}: to the dead letters", word, thrown);
    parts.counts().deadOnItsWay(cause.reason());
    context().forward(DeadLetters.of(word, cause, parts.topics(), context().currentSystemTimeMs()));
  }

  private void save(String carrierId, Kept kept) {
    carriers.put(carrierId, format.write(kept));
    expect(carrierId, kept.nextTurn());
  }

  private void expect(String carrierId, @Nullable Instant nextTurn) {
    if (nextTurn == null) {
      turns.remove(carrierId);
    } else {
      turns.put(carrierId, nextTurn);
    }
  }

  /** Moments of words that came while nothing ran are seen here too: they are kept. */
  private void tick(long wallClock) {
    Instant now = Instant.ofEpochMilli(wallClock);
    List<String> turned = new ArrayList<>();
    turns.forEach(
        (carrierId, turn) -> {
          if (!turn.isAfter(now)) {
            turned.add(carrierId);
          }
        });
    for (String carrierId : turned) {
      CarrierProfile carrier = format.readKept(carrierId, carriers.get(carrierId)).carrier();
      save(carrierId, new Kept(carrier, carrier.nextTurn(now)));
      walks.join(carrierId);
    }
  }
}
