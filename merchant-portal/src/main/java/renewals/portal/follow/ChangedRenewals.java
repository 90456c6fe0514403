package renewals.portal.follow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import renewals.schemas.Topics;
import renewals.streams.tail.TopicTail;

/**
 * Names the renewals that committed outputs are about, by the header of their ids: the id of what
 * is said of a renewal begins with the renewalId and a slash. What else begins so names no renewal,
 * and nobody waits for it.
 */
public final class ChangedRenewals implements TopicTail.Handler {

  /** The topics that it is for. */
  public static final List<String> TOPICS =
      List.of(Topics.RENEWAL_UPDATES.name(), Topics.RENEWAL_ACTIVATIONS.name());

  private static final String ID = "ce_id";
  private static final char SEPARATOR = '/';

  private final Consumer<String> changed;

  public ChangedRenewals(Consumer<String> changed) {
    this.changed = changed;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    Header header = message.headers().lastHeader(ID);
    if (header == null || header.value() == null) {
      return;
    }
    String id = new String(header.value(), StandardCharsets.UTF_8);
    int end = id.indexOf(SEPARATOR);
    if (end > 0) {
      changed.accept(id.substring(0, end));
    }
  }
}
