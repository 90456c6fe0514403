package renewals.producer.reconcile.topic;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import renewals.producer.reconcile.rules.ReconcileRules;
import renewals.schemas.contract.EventContract;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireException;
import renewals.schemas.wire.WireReader;
import renewals.v1.RenewalRequested;

/** Reads requests of the channels that are asked. */
final class RequestReader {

  private final WireReader<RenewalRequested> reader;
  private final Set<String> channelIds;

  RequestReader(SchemaRegistry registry, Set<String> channelIds) {
    this.reader = new WireReader<>(registry, new RenewalRequested());
    this.channelIds = Set.copyOf(channelIds);
  }

  /**
   * When its channel is to be asked first; empty for other channels, and for what can't be read:
   * that dies in activation-stream.
   *
   * @throws RegistryUnavailableException it can't be read yet
   */
  Optional<ReconcileDue> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      RenewalRequested request = reader.read(record.value());
      return channelIds.contains(request.getChannelId())
              && EventContract.isId(request.getRenewalId())
          ? Optional.of(
              ReconcileRules.requested(
                  request.getRenewalId(),
                  request.getChannelId(),
                  Instant.ofEpochMilli(record.timestamp())))
          : Optional.empty();
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (WireException e) {
      return Optional.empty();
    }
  }
}
