package renewals.activation.announcement.stream;

import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.streams.state.StateFormatException;
import renewals.streams.tail.CommittedConsumers;
import renewals.streams.tail.TopicTail;
import renewals.streams.tail.TopicTail.From;

/** Follows what the register keeps of announcements, on every instance: each answers for all. */
public final class FollowedAnnouncements implements TopicTail.Handler {

  private static final Logger LOG = LoggerFactory.getLogger(FollowedAnnouncements.class);

  private final AnnouncementBoard board;
  private final AnnouncementFormat format = new AnnouncementFormat();

  /** Onto a board. */
  public FollowedAnnouncements(AnnouncementBoard board) {
    this.board = board;
  }

  /** Starts following, from the first on: the register's changelog has one partition. */
  public static TopicTail tail(
      CommittedConsumers consumers, String applicationId, AnnouncementBoard board, Clock clock) {
    String topic = "%s-%s-changelog".formatted(applicationId, AnnouncementStores.REGISTER);
    return new TopicTail(
        "announcements",
        consumers,
        List.of(topic),
        new From.TheBeginning(),
        new FollowedAnnouncements(board),
        clock);
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> kept) {
    if (kept.value() == null) {
      return;
    }
    try {
      board.post(format.readAnnounced(kept.value()));
    } catch (StateFormatException e) {
      LOG.warn("an announcement is of a newer version: {}", e.getMessage());
    }
  }
}
