package renewals.streams.state;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store as it is, but for its position in its inputs, which only queries with a bound ask for:
 * nobody has any. Kafka Streams asks at each write, for the changelog, and RocksDB's is copied each
 * time.
 */
final class PositionlessStore extends ForwardingStore<Bytes, byte[]> {

  private final Position position = Position.emptyPosition();

  private PositionlessStore(KeyValueStore<Bytes, byte[]> store) {
    super(store);
  }

  /** Makes such stores over those of another supplier. */
  static KeyValueBytesStoreSupplier over(KeyValueBytesStoreSupplier stores) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return stores.name();
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new PositionlessStore(stores.get());
      }

      @Override
      public String metricsScope() {
        return stores.metricsScope();
      }
    };
  }

  @Override
  public Position getPosition() {
    return position;
  }
}
