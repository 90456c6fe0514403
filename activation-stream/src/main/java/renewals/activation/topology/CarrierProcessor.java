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
import renewals.activation.codec.CarrierFormat;
import renewals.activation.codec.CarrierFormat.Kept;
import renewals.activation.domain.KnownCarrier;

/**
 * Keeps what is known of carriers beside the renewals of a partition, and has their renewals looked
 * at again when a word changes, and when its startsAt and endsAt come.
 */
final class CarrierProcessor extends ContextualProcessor<byte[], Emission, Void, Void> {

  private final Parts parts;
  private final CarrierFormat format = new CarrierFormat();
  private final Map<String, Instant> turns = new HashMap<>();
  private KeyValueStore<String, byte[]> carriers;
  private CarrierWalks walks;

  CarrierProcessor(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    carriers = context.getStateStore(Stores.CARRIERS);
    walks = new CarrierWalks(context.getStateStore(Stores.CARRIER_WALK));
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
    KnownCarrier told = format.readKnown(carrierId, record.value().bytes());
    keep(told, Instant.ofEpochMilli(context().currentSystemTimeMs()));
    parts.carriers().post(told);
    walks.join(carrierId);
  }

  private void keep(KnownCarrier carrier, Instant now) {
    String carrierId = carrier.word().carrierId();
    Instant nextTurn = carrier.nextTurn(now);
    carriers.put(carrierId, format.write(new Kept(carrier, nextTurn)));
    expect(carrierId, nextTurn);
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
      byte[] kept = carriers.get(carrierId);
      keep(format.readKept(carrierId, kept).carrier(), now);
      walks.join(carrierId);
    }
  }
}
