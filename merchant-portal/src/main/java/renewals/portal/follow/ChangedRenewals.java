package renewals.portal.follow;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import renewals.schemas.Topics;
import renewals.streams.tail.TopicTail;

/** Names the renewals that committed outputs are about, by the header that says so. */
public final class ChangedRenewals implements TopicTail.Handler {

  /** The topics that it is for. */
  public static final List<String> TOPICS =
      List.of(Topics.RENEWAL_UPDATES.name(), Topics.RENEWAL_ACTIVATIONS.name());

  private static final String SUBJECT = "ce_subject";

  private final Consumer<String> changed;

  public ChangedRenewals(Consumer<String> changed) {
    this.changed = changed;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    Header subject = message.headers().lastHeader(SUBJECT);
    if (subject != null && subject.value() != null) {
      changed.accept(new String(subject.value(), StandardCharsets.UTF_8));
    }
  }
}
