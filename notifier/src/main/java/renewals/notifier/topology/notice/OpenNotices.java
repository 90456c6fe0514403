package renewals.notifier.topology.notice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import renewals.notifier.codec.state.NoticeState;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.delivery.OpenNotice;
import renewals.notifier.domain.delivery.OpenNotice.Phase;
import renewals.notifier.topology.store.Keys;
import renewals.notifier.topology.timer.Timer;
import renewals.notifier.topology.timer.TimerService;
import renewals.notifier.topology.timer.TimerStore.Lane;
import renewals.notifier.topology.trace.NoticeTraces;
import renewals.schemas.trace.TraceContext;

/** The notices without a final receipt, each with the timer by which something happens to it. */
public final class OpenNotices {

  /** What sorts behind every slash. */
  private static final char AFTER_SLASH = (char) ('/' + 1);

  /** Between id and time in the key of a notice; in no id. */
  private static final char BEFORE_TIME = '@';

  private final KeyValueStore<Bytes, byte[]> store;
  private final TimerService timers;
  private final NoticeTraces traces;

  public OpenNotices(KeyValueStore<Bytes, byte[]> store, TimerService timers, NoticeTraces traces) {
    this.store = store;
    this.traces = traces;
    this.timers = timers;
  }

  public @Nullable OpenNotice get(String noticeKey) {
    byte[] kept = store.get(Keys.text(noticeKey));
    return kept == null ? null : NoticeState.read(kept);
  }

  /** The merchant's open one of that id that was composed last; a renewalId may be used again. */
  public Optional<OpenNotice> find(String noticeId, String merchantId) {
    OpenNotice latest = null;
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(
            Keys.text(noticeId + BEFORE_TIME), Keys.text(noticeId + (char) (BEFORE_TIME + 1)))) {
      while (found.hasNext()) {
        OpenNotice next = NoticeState.read(found.next().value);
        latest = merchantId.equals(next.notice().merchantId()) ? next : latest;
      }
    }
    return Optional.ofNullable(latest);
  }

  /** Whether that notice is open and goes, or went last, to that address of its merchant's. */
  public boolean isOnItsWay(String noticeKey, Address to) {
    OpenNotice open = get(noticeKey);
    if (open == null) {
      return false;
    }
    return switch (open.phase()) {
      case WAITING, HELD, RESERVED, UNPROVEN -> open.frozen() == null;
      case HANDED_OVER, SENT -> to.mark().equals(open.sentTo());
    };
  }

  /**
   * Keeps it and has its timer fire. The timer of its earlier form must be cancelled or fired.
   *
   * @return the trace that is kept with it, from when it was first put; null for none
   */
  public @Nullable TraceContext put(OpenNotice open) {
    Bytes key = Keys.text(open.notice().key());
    TraceContext trace = traces.isOn() ? traceToKeep(store.get(key)) : null;
    store.put(key, NoticeState.write(open, trace));
    timers.schedule(laneOf(open), timerOf(open));
    return trace;
  }

  private @Nullable TraceContext traceToKeep(byte @Nullable [] before) {
    return before == null ? traces.toKeep() : NoticeState.traceOf(before);
  }

  /** The trace that is kept with an open notice; null for none, or where nothing is traced. */
  public @Nullable TraceContext traceOf(OpenNotice open) {
    byte[] kept = traces.isOn() ? store.get(Keys.text(open.notice().key())) : null;
    return kept == null ? null : NoticeState.traceOf(kept);
  }

  /** Forgets it; its timer must be cancelled or fired. */
  public void remove(OpenNotice open) {
    store.delete(Keys.text(open.notice().key()));
  }

  public void cancelTimer(OpenNotice open) {
    timers.cancel(laneOf(open), timerOf(open));
  }

  /** What a trigger makes void. Ids of what is told of a renewal begin with its own and a slash. */
  public List<OpenNotice> overtakenBy(NotificationTrigger trigger) {
    String renewalId = trigger.renewalId();
    if (renewalId == null) {
      return List.of();
    }
    List<OpenNotice> overtaken = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found =
        store.range(Keys.text(renewalId + '/'), Keys.text(renewalId + AFTER_SLASH))) {
      while (found.hasNext()) {
        OpenNotice open = NoticeState.read(found.next().value);
        if (trigger.overtakes(open.notice())) {
          overtaken.add(open);
        }
      }
    }
    return overtaken;
  }

  /** All of a merchant's. Looks at all open notices: for what is asked rarely. */
  public List<OpenNotice> ofMerchant(String merchantId) {
    List<OpenNotice> found = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        OpenNotice open = NoticeState.read(all.next().value);
        if (merchantId.equals(open.notice().merchantId())) {
          found.add(open);
        }
      }
    }
    return found;
  }

  /** The other open notices of the same trigger, in the order of their channels. */
  public List<OpenNotice> siblingsOf(Notice notice) {
    List<OpenNotice> siblings = new ArrayList<>();
    for (Channel channel : Channel.values()) {
      if (channel != notice.channel()) {
        OpenNotice open = get(Notice.keyOf(channel.noticeIdOf(notice.cause()), notice.causeAt()));
        if (open != null) {
          siblings.add(open);
        }
      }
    }
    siblings.sort(Comparator.comparingInt(OpenNotice::rank));
    return siblings;
  }

  /**
   * A try needs nothing that is unread. Patience with others must first read their answers, and
   * what was held must first read whether it is void.
   */
  private static Lane laneOf(OpenNotice open) {
    return switch (open.phase()) {
      case WAITING -> Lane.FREE;
      case HANDED_OVER, SENT, HELD, RESERVED, UNPROVEN -> Lane.AFTER_READING;
    };
  }

  private static Timer timerOf(OpenNotice open) {
    return new Timer(open.dueAt(), Timer.What.NOTICE, open.notice().key());
  }

  /** Whether another channel goes before it. */
  public static boolean isReserved(OpenNotice open) {
    return open.phase() == Phase.RESERVED;
  }
}
