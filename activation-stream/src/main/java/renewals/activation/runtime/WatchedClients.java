package renewals.activation.runtime;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import renewals.kit.kafka.LossTellingClients;
import renewals.kit.kafka.UnreadLosses;

/** Kafka's own clients, the consumers of inputs and of copies of state being watched. */
public final class WatchedClients extends LossTellingClients {

  private final AppendWatch watch;
  private final CopyWatch copies;
  private final UnreadLosses losses;

  /** Clients that tell these. */
  public WatchedClients(AppendWatch watch, CopyWatch copies, UnreadLosses losses) {
    super(losses);
    this.watch = watch;
    this.copies = copies;
    this.losses = losses;
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new WatchedConsumer(config, watch, losses);
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new WatchedRestoreConsumer(config, copies);
  }
}
