package renewals.producer.reconcile.topic;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import renewals.parties.proof.Provenance;
import renewals.parties.proof.Provenance.Proven;
import renewals.producer.reconcile.rules.ReconcileRules;
import renewals.schemas.contract.RecordContract;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.wire.RecordSize;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireException;
import renewals.schemas.wire.WireReader;
import renewals.v1.RenewalRequested;

/**
 * Reads requests of the channels that are asked. What activation-stream refuses is refused here by
 * the same code: noted, it would keep the true request of its renewal from being noted.
 */
final class RequestReader {

  private final WireReader<RenewalRequested> reader;
  private final RequestProofs proofs;
  private final Set<String> channelIds;

  RequestReader(SchemaRegistry registry, RequestProofs proofs, Set<String> channelIds) {
    this.reader = new WireReader<>(registry, new RenewalRequested());
    this.proofs = proofs;
    this.channelIds = Set.copyOf(channelIds);
  }

  /**
   * When its channel is to be asked first; empty for other channels, and for what can't be read,
   * breaks the contract or wasn't its speaker's to say: that dies in activation-stream.
   *
   * @throws RegistryUnavailableException it can't be read yet
   * @throws SpeakerUnknownException who said it isn't known yet
   */
  Optional<ReconcileDue> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null
        || RecordSize.isOversized(record.key(), record.value(), record.headers())) {
      return Optional.empty();
    }
    Optional<Provenance> said = proofs.of(record);
    if (said.isPresent() && proofs.mayBecomeKnown(said.get(), record)) {
      throw new SpeakerUnknownException(
          "%s-%d offset %d is of a key that isn't known yet"
              .formatted(record.topic(), record.partition(), record.offset()));
    }
    if (said.isPresent() && !(said.get() instanceof Proven)) {
      return Optional.empty();
    }
    try {
      RenewalRequested request = reader.read(record.value());
      return channelIds.contains(request.getChannelId())
              && RecordContract.refusal(
                      record.key(),
                      "renewalId",
                      request.getRenewalId(),
                      request,
                      Instant.ofEpochMilli(record.timestamp()))
                  .isEmpty()
              && said.filter(by -> !RequestProofs.mayBeSaid(by, request, record)).isEmpty()
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
