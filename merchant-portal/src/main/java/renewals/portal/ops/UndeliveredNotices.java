package renewals.portal.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import renewals.schemas.wire.SchemaRegistry;
import renewals.streams.tail.TopicTail;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;

/** Notices that were given up in the last 24 hours and not delivered since, the latest of them. */
public final class UndeliveredNotices implements TopicTail.Handler {

  private static final Duration KEPT = Duration.ofHours(24);
  private static final int MOST = 500;

  private final CountedReader<NoticeReceipt> reader;
  private final Clock clock;
  private final Map<String, Notice> notices = new LinkedHashMap<>();

  public UndeliveredNotices(SchemaRegistry registry, Clock clock) {
    this.reader = new CountedReader<>(registry, new NoticeReceipt());
    this.clock = clock;
  }

  /** A notice that did not arrive. */
  record Notice(
      Instant at,
      String noticeId,
      String merchantId,
      String renewalId,
      String channel,
      int attempts,
      String reason) {}

  @Override
  public void take(ConsumerRecord<byte[], byte[]> message) {
    reader.read(message, this::add);
  }

  private synchronized void add(NoticeReceipt receipt) {
    if (hasArrived(receipt)) {
      notices.remove(receipt.getNoticeId());
    }
    if (receipt.getState() != ReceiptState.UNDELIVERABLE) {
      return;
    }
    String renewalId = receipt.getRenewalId();
    String reason = receipt.getReason();
    notices.put(
        receipt.getNoticeId(),
        new Notice(
            receipt.getAt(),
            receipt.getNoticeId(),
            receipt.getMerchantId(),
            renewalId == null ? "" : renewalId,
            receipt.getChannel().name(),
            receipt.getAttempt(),
            reason == null ? "" : reason));
    if (notices.size() > MOST) {
      notices.remove(notices.keySet().iterator().next());
    }
  }

  /** What a robot's provider took never gets further than that. */
  private static boolean hasArrived(NoticeReceipt receipt) {
    return receipt.getState() == ReceiptState.DELIVERED
        || (receipt.getState() == ReceiptState.SENT && receipt.getChannel() == NoticeChannel.ROBOT);
  }

  /** The latest first. */
  synchronized List<Notice> latest() {
    Instant oldest = clock.instant().minus(KEPT);
    notices.values().removeIf(notice -> notice.at().isBefore(oldest));
    return new ArrayList<>(notices.values()).reversed();
  }

  /** How many receipts could not be read. */
  long unread() {
    return reader.unread();
  }
}
