package renewals.notifier.topology.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.avro.OutboundWriter.Receipt;
import renewals.notifier.codec.state.NoticeState;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.topology.output.NoticePublisher;
import renewals.notifier.topology.store.Keys;
import renewals.notifier.topology.timer.Timer;
import renewals.notifier.topology.timer.TimerService;
import renewals.notifier.topology.timer.TimerStore.Lane;

/**
 * The notices that were given up: on the topic {@code undelivered-notices}, and with their words
 * here, so that they can be sent again. Source: contract, "Topics".
 */
public final class UndeliveredNotices {

  private static final Duration KEPT = Duration.ofDays(90);

  /** Between id and time in the key of a notice; in no id. */
  private static final char BEFORE_TIME = '@';

  private final KeyValueStore<Bytes, byte[]> store;
  private final TimerService timers;
  private final NoticePublisher publisher;

  public UndeliveredNotices(
      KeyValueStore<Bytes, byte[]> store, TimerService timers, NoticePublisher publisher) {
    this.store = store;
    this.timers = timers;
    this.publisher = publisher;
  }

  /** A notice was given up. */
  public void add(OpenNotice givenUp, Receipt receipt) {
    OpenNotice kept = givenUp.dueAt(receipt.at().plus(KEPT));
    Notice notice = kept.notice();
    store.put(Keys.text(notice.key()), NoticeState.write(kept));
    timers.schedule(Lane.FREE, new Timer(kept.dueAt(), Timer.What.UNDELIVERED, notice.key()));
    publisher.undelivered(receipt);
  }

  /** The merchant's one of that id that was given up last, null where there is none. */
  public @Nullable OpenNotice find(String noticeId, String merchantId) {
    Bytes from = Keys.text(noticeId + BEFORE_TIME);
    Bytes to = Keys.text(noticeId + (char) (BEFORE_TIME + 1));
    OpenNotice latest = null;
    try (KeyValueIterator<Bytes, byte[]> found = store.range(from, to)) {
      while (found.hasNext()) {
        OpenNotice next = NoticeState.read(found.next().value);
        boolean isLater = latest == null || latest.dueAt().isBefore(next.dueAt());
        latest = isLater && merchantId.equals(next.notice().merchantId()) ? next : latest;
      }
    }
    return latest;
  }

  /** It was delivered after all. */
  public void delivered(Notice notice, Instant now) {
    Bytes key = Keys.text(notice.key());
    // most never stood there, and even deleting nothing is a record of the changelog
    if (store.get(key) != null) {
      store.delete(key);
      publisher.offTheList(notice.id(), now);
    }
  }

  /** Takes all of a merchant's off the list. Looks at all: for what is asked rarely. */
  public void forgetAllOf(String merchantId, Instant now) {
    List<Notice> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        Notice notice = NoticeState.read(all.next().value).notice();
        if (merchantId.equals(notice.merchantId())) {
          found.add(notice);
        }
      }
    }
    found.forEach(notice -> delivered(notice, now));
  }

  /** It was kept long enough, unless it was given up again meanwhile. */
  public void forget(String noticeKey, Instant at, Instant now) {
    byte[] kept = store.get(Keys.text(noticeKey));
    if (kept != null && NoticeState.read(kept).dueAt().equals(at)) {
      delivered(NoticeState.read(kept).notice(), now);
    }
  }
}
