package renewals.activation.carrier.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.activation.carrier.codec.CarrierFormat;
import renewals.activation.carrier.codec.CarrierFormat.Kept;
import renewals.activation.carrier.model.CarrierProfile;
import renewals.streams.timer.Ticking;

/**
 * Keeps what is known of carriers beside the renewals of a partition, and has their renewals
 * re-estimated when a status changes, and when its startsAt and endsAt come.
 */
public final class CarrierProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  private final CarrierParts parts;
  private final CarrierFormat format = new CarrierFormat();
  private final Map<String, Instant> turns = new HashMap<>();
  private KeyValueStore<String, byte[]> carriers;
  private ReestimationScans scans;

  public CarrierProcessor(CarrierParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    carriers = context.getStateStore(CarrierStores.CARRIERS);
    scans = new ReestimationScans(context.getStateStore(CarrierStores.SCAN));
    turns.clear();
    try (KeyValueIterator<String, byte[]> all = carriers.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        Kept kept = format.readKept(entry.key, entry.value);
        parts.board().post(kept.carrier());
        expect(entry.key, kept.nextTurn());
      }
    }
    Ticking.every(parts.ticks().every(), context, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String carrierId = new String(record.key(), StandardCharsets.UTF_8);
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    Kept kept;
    try {
      CarrierProfile told = format.readKnown(carrierId, record.value());
      kept = new Kept(told, told.nextTurn(now));
    } catch (RuntimeException e) {
      context().forward(parts.deadLetters().ofFailure(record, context(), e));
      return;
    }
    save(carrierId, kept);
    parts.board().post(kept.carrier());
    scans.join(carrierId);
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

  /** A startsAt or endsAt that passed while nothing ran is seen here too: reports are kept. */
  private void tick(long wallClock) {
    Instant now = Instant.ofEpochMilli(wallClock);
    List<String> turned = new ArrayList<>();
    turns.forEach(
        (carrierId, turn) -> {
          if (!turn.isAfter(now)) {
            turned.add(carrierId);
          }
        });
    turned.forEach(carrierId -> turn(carrierId, now));
  }

  private void turn(String carrierId, Instant now) {
    CarrierProfile carrier = format.readKept(carrierId, carriers.get(carrierId)).carrier();
    Kept kept;
    try {
      kept = new Kept(carrier, carrier.nextTurn(now));
    } catch (RuntimeException e) {
      expect(carrierId, parts.timers().failed(CarrierParts.CARRIER, carrierId, now, e));
      return;
    }
    save(carrierId, kept);
    scans.join(carrierId);
    parts.timers().succeeded(CarrierParts.CARRIER, carrierId);
  }
}
