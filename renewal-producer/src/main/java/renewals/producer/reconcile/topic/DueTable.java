package renewals.producer.reconcile.topic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDue.State;

/**
 * What the topic says of the partitions that this instance looks after, by channel in order of
 * time. It changes by what is read from the topic alone; what is asked or appended meanwhile is
 * hidden until the topic has said what became of it, so nothing is asked twice. Thread-safe.
 */
final class DueTable {

  private final Set<String> channelIds;
  private final int most;
  private final Map<Integer, Held> partitions = new HashMap<>();
  private final Map<String, TreeSet<Row>> byChannel = new HashMap<>();
  private final Map<State, Long> counts = new EnumMap<>(State.class);

  /**
   * One of them.
   *
   * @param lookAt when to look: its time, later where it couldn't be looked after, or never
   */
  record Row(int partition, ReconcileDue due, Instant lookAt) {}

  /**
   * A partition; {@code awaited} holds the offset from which on a renewal isn't hidden any more.
   */
  private static final class Held {
    private final Map<String, Row> rows = new HashMap<>();
    private final Map<String, Long> awaited = new HashMap<>();
    private long latest = -1;
  }

  /**
   * An empty table.
   *
   * @param channelIds of which channels it holds what is due; of others only what is unknown
   * @param most renewals that it has room for
   */
  DueTable(Set<String> channelIds, int most) {
    this.channelIds = Set.copyOf(channelIds);
    this.most = most;
  }

  /** For how many more renewals there is room: what is in the topic is held in any case. */
  synchronized int room() {
    return Math.max(
        0, most - partitions.values().stream().mapToInt(held -> held.rows.size()).sum());
  }

  /** Holds a partition from now on, empty at first. */
  synchronized void take(int partition) {
    drop(partition);
    partitions.put(partition, new Held());
  }

  /** Holds it no more. */
  synchronized void drop(int partition) {
    Held held = partitions.remove(partition);
    if (held != null) {
      held.rows.values().forEach(this::forget);
    }
  }

  /** Holds nothing any more. */
  synchronized void dropAll() {
    List.copyOf(partitions.keySet()).forEach(this::drop);
  }

  /** Notes one that isn't known in its partition and is about to be appended. */
  synchronized boolean await(int partition, String renewalId) {
    Held held = partitions.get(partition);
    return held != null
        && !held.rows.containsKey(renewalId)
        && held.awaited.putIfAbsent(renewalId, Long.MAX_VALUE) == null;
  }

  /** Takes what the topic holds at an offset; null for nothing more of that renewal. */
  synchronized void read(int partition, String renewalId, @Nullable ReconcileDue due, long offset) {
    Held held = partitions.get(partition);
    if (held == null) {
      return;
    }
    held.latest = offset;
    Row old = held.rows.remove(renewalId);
    if (old != null) {
      forget(old);
    }
    Long until = held.awaited.get(renewalId);
    boolean isHidden = until != null && offset < until;
    if (!isHidden) {
      held.awaited.remove(renewalId);
    }
    if (due != null && (channelIds.contains(due.channelId()) || due.state() == State.UNKNOWN)) {
      Row row = new Row(partition, due, due.lookAt().orElse(Instant.MAX));
      held.rows.put(renewalId, row);
      counts.merge(due.state(), 1L, Long::sum);
      if (!isHidden) {
        order(row);
      }
    }
  }

  /** What became of one that was awaited or taken out stands in the topic. */
  synchronized void appended(int partition, String renewalId, long offset) {
    Held held = partitions.get(partition);
    if (held != null && held.awaited.containsKey(renewalId)) {
      held.awaited.put(renewalId, offset);
      if (held.latest >= offset) {
        show(held, renewalId);
      }
    }
  }

  /** Takes out up to so many of a channel whose time has come; each is appended or postponed. */
  synchronized List<Row> due(String channelId, Instant now, int most) {
    TreeSet<Row> rows = byChannel.get(channelId);
    List<Row> due = new ArrayList<>();
    while (rows != null
        && due.size() < most
        && !rows.isEmpty()
        && !rows.first().lookAt().isAfter(now)) {
      Row first = rows.first();
      rows.remove(first);
      Held held = partitions.get(first.partition());
      if (held != null) {
        held.awaited.put(first.due().renewalId(), Long.MAX_VALUE);
        due.add(first);
      }
    }
    return due;
  }

  /** Whether the topic still says the same of one that was taken out. */
  synchronized boolean isCurrent(Row row) {
    Held held = partitions.get(row.partition());
    return held != null && row.equals(held.rows.get(row.due().renewalId()));
  }

  /** Looks at one later, unless the topic says something else of it meanwhile. */
  synchronized void postpone(Row row, Instant until) {
    Held held = partitions.get(row.partition());
    String renewalId = row.due().renewalId();
    if (held == null) {
      return;
    }
    if (isCurrent(row)) {
      held.rows.put(renewalId, new Row(row.partition(), row.due(), until));
    }
    show(held, renewalId);
  }

  /** How many are in a state. */
  synchronized long count(State state) {
    return counts.getOrDefault(state, 0L);
  }

  private void show(Held held, String renewalId) {
    held.awaited.remove(renewalId);
    Row row = held.rows.get(renewalId);
    if (row != null) {
      order(row);
    }
  }

  private void order(Row row) {
    if (!row.lookAt().equals(Instant.MAX)) {
      byChannel
          .computeIfAbsent(
              row.due().channelId(),
              channel ->
                  new TreeSet<>(
                      Comparator.comparing(Row::lookAt)
                          .thenComparingInt(Row::partition)
                          .thenComparing(one -> one.due().renewalId())))
          .add(row);
    }
  }

  private void forget(Row row) {
    counts.merge(row.due().state(), -1L, Long::sum);
    TreeSet<Row> rows = byChannel.get(row.due().channelId());
    if (rows != null) {
      rows.remove(row);
    }
  }
}
