package renewals.activation.query.state;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

/** Knows which instance holds a key. */
public final class KeyLocator {

  private final KafkaStreams streams;
  private final HostInfo self;

  public KeyLocator(KafkaStreams streams, HostInfo self) {
    this.streams = streams;
    this.self = self;
  }

  /**
   * Where a key lies.
   *
   * @param hosts the active instance first, then the standbys; empty while the state is being moved
   */
  public record Place(int partition, List<HostInfo> hosts) {}

  public HostInfo self() {
    return self;
  }

  public Place of(String store, String key) {
    KeyQueryMetadata found;
    try {
      found = streams.queryMetadataForKey(store, key, new StringSerializer());
    } catch (StreamsException | IllegalStateException e) {
      return new Place(-1, List.of());
    }
    if (found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
      return new Place(-1, List.of());
    }
    List<HostInfo> hosts = new ArrayList<>();
    hosts.add(found.activeHost());
    hosts.addAll(found.standbyHosts());
    return new Place(found.partition(), hosts);
  }
}
