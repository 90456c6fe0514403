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
    return found == null ? new Place(-1, List.of()) : placeOf(found);
  }

  /**
   * Of an instance that isn't known, as while a partition is given from one to another, Kafka
   * Streams says {@link HostInfo#unavailable}, for the active one or for all: nobody can be asked
   * there.
   */
  static Place placeOf(KeyQueryMetadata found) {
    if (found.activeHost().equals(HostInfo.unavailable())) {
      return new Place(-1, List.of());
    }
    List<HostInfo> hosts = new ArrayList<>();
    hosts.add(found.activeHost());
    found.standbyHosts().stream()
        .filter(host -> !host.equals(HostInfo.unavailable()))
        .forEach(hosts::add);
    return new Place(found.partition(), hosts);
  }
}
