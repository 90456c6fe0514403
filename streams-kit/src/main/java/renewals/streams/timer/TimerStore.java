package renewals.streams.timer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What falls due, in order of time: for each second some {@link TimerPage}s of the moments and the
 * keys of what is due then, its subject. Its store has a cache, so that entries that one commit
 * adds to a second cost one changelog record together.
 *
 * <p>A subject that has a deadline always has an entry that is not later than it; an entry that
 * proves early is put back at the subject's next deadline. So a subject costs one entry, whatever
 * happens to it.
 *
 * <p>Below the low-water mark there is nothing any more. Scans begin there, since RocksDB would
 * step over every entry that was ever deleted before.
 *
 * <p>For the task that has the store. {@link #pollDue} takes out of the store, so what it gave
 * counts as fired with the commit of that step: a process that dies before finds it again.
 */
public final class TimerStore {

  /** So many pages are held ready for the next entry of their second. */
  private static final int OPEN_PAGES = 64;

  private final KeyValueStore<byte[], byte[]> store;
  private final Map<Long, TimerPage> open =
      new LinkedHashMap<>(OPEN_PAGES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TimerPage> eldest) {
          return size() > OPEN_PAGES;
        }
      };
  private long lowWater;

  public TimerStore(KeyValueStore<byte[], byte[]> store) {
    this.store = store;
  }

  /** All that is due in one second, and under which keys that is stored. */
  private record Second(long start, SortedSet<Timer> entries, List<byte[]> keys) {}

  public void schedule(long at, String subject) {
    long notNegative = Math.max(0, at);
    add(new Timer(notNegative, subject));
    lowWater = Math.min(lowWater, notNegative);
  }

  private void add(Timer entry) {
    long second = TimerPage.secondOf(entry.at());
    TimerPage page = open.get(second);
    if (page == null || page.isFull()) {
      page = pageWithRoom(second, page == null ? 0 : page.number() + 1);
      open.put(second, page);
    }
    page.add(entry);
    store.put(page.key(), page.bytes());
  }

  private TimerPage pageWithRoom(long second, int first) {
    for (int number = first; ; number++) {
      byte[] bytes = store.get(TimerPage.key(second, number));
      TimerPage page = bytes == null ? null : TimerPage.read(second, number, bytes);
      if (page == null) {
        return new TimerPage(second, number);
      }
      if (!page.isFull()) {
        return page;
      }
    }
  }

  /** Takes out the earliest entries that are not later than {@code upTo}, at most {@code most}. */
  public List<Timer> pollDue(long upTo, int most) {
    if (upTo < lowWater) {
      return List.of();
    }
    List<Timer> due = new ArrayList<>();
    for (Second second : seconds(lowWater, upTo, most, null)) {
      List<Timer> rest = new ArrayList<>();
      int before = due.size();
      for (Timer entry : second.entries()) {
        if (entry.at() <= upTo && due.size() < most) {
          due.add(entry);
        } else {
          rest.add(entry);
        }
      }
      if (due.size() > before) {
        second.keys().forEach(store::delete);
        open.remove(second.start());
        rest.forEach(this::add);
      }
    }
    lowWater = due.size() < most ? upTo + 1 : due.getLast().at();
    return due;
  }

  /** The entries behind one, not later than {@code upTo}, at most {@code most}; they stay. */
  public List<Timer> behind(Timer passed, long upTo, int most) {
    List<Timer> behind = new ArrayList<>();
    for (Second second : seconds(Math.max(lowWater, passed.at()), upTo, most, passed)) {
      for (Timer entry : second.entries()) {
        if (entry.compareTo(passed) > 0 && entry.at() <= upTo && behind.size() < most) {
          behind.add(entry);
        }
      }
    }
    return behind;
  }

  /** Whole seconds from that of {@code from}, until they hold so many entries that count. */
  private List<Second> seconds(long from, long upTo, int enough, @Nullable Timer passed) {
    List<Second> seconds = new ArrayList<>();
    long start = TimerPage.secondOf(from);
    if (start > upTo) {
      return seconds;
    }
    int counted = 0;
    Second last = null;
    try (KeyValueIterator<byte[], byte[]> stored =
        store.range(TimerPage.moment(start), TimerPage.moment(upTo + 1))) {
      while (stored.hasNext()) {
        KeyValue<byte[], byte[]> next = stored.next();
        long second = TimerPage.secondOf(TimerPage.moment(next.key));
        if (last == null || last.start() != second) {
          if (last != null) {
            counted += count(last, upTo, passed);
          }
          if (counted >= enough) {
            break;
          }
          last = new Second(second, new TreeSet<>(), new ArrayList<>());
          seconds.add(last);
        }
        last.keys().add(next.key);
        TimerPage.entries(next.key, next.value, last.entries());
      }
    }
    return seconds;
  }

  private static int count(Second second, long upTo, @Nullable Timer passed) {
    int count = 0;
    for (Timer entry : second.entries()) {
      if (entry.at() <= upTo && (passed == null || entry.compareTo(passed) > 0)) {
        count++;
      }
    }
    return count;
  }
}
