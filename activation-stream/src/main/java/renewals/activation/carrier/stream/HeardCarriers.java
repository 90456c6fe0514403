package renewals.activation.carrier.stream;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.carrier.codec.CarrierFormat;
import renewals.streams.state.StateFormatException;
import renewals.streams.tail.CommittedConsumers;
import renewals.streams.tail.TopicTail;
import renewals.streams.tail.TopicTail.From;

/**
 * Follows what the register keeps of carriers, on every instance. One that works on no renewals
 * gets no status reports otherwise, and answers queries for all of them.
 */
public final class HeardCarriers implements TopicTail.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(HeardCarriers.class);

  private final CarrierBoard board;
  private final CarrierFormat format = new CarrierFormat();

  /** Onto a board. */
  public HeardCarriers(CarrierBoard board) {
    this.board = board;
  }

  /**
   * The register's changelog: one partition, compacted, and there once a carrier has reported
   * anything.
   */
  public static String topic(String applicationId) {
    return "%s-%s-changelog".formatted(applicationId, CarrierStores.REGISTER);
  }

  /** Starts following, from the first report on. */
  public static TopicTail tail(
      CommittedConsumers consumers, String applicationId, CarrierBoard board, Clock clock) {
    return new TopicTail(
        "carriers",
        consumers,
        List.of(topic(applicationId)),
        new From.TheBeginning(),
        new HeardCarriers(board),
        clock);
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> kept) {
    if (kept.key() == null || kept.value() == null) {
      return;
    }
    String carrierId = new String(kept.key(), StandardCharsets.UTF_8);
    try {
      board.post(format.readKnown(carrierId, kept.value()));
    } catch (StateFormatException e) {
      LOG.warn("what is known of carrier {} is of a newer version: {}", carrierId, e.getMessage());
    }
  }
}
