package renewals.portal.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often something was counted in the last day: at least 24 hours are remembered, at most 30.
 * Nothing is pushed out by what comes later; when there is no room, what is new isn't remembered.
 */
final class RecentCounts {

  private static final Duration SPAN = Duration.ofHours(6);
  private static final int SPANS = 5;

  private final int room;
  private final Clock clock;
  private final Deque<Map<String, Integer>> spans = new ArrayDeque<>();
  private Instant turn;

  /**
   * Empty counts.
   *
   * @param room for so many entries
   */
  RecentCounts(int room, Clock clock) {
    this.room = room;
    this.clock = clock;
    this.turn = clock.instant().plus(SPAN);
    spans.addFirst(new HashMap<>());
  }

  int of(String key) {
    forget();
    return spans.stream().mapToInt(span -> span.getOrDefault(key, 0)).sum();
  }

  void add(String key) {
    forget();
    Map<String, Integer> now = spans.getFirst();
    if (now.containsKey(key) || entries() < room) {
      now.merge(key, 1, Integer::sum);
    }
  }

  /** Takes back what was counted before, as if it had never been. */
  void takeBack(String key) {
    for (Map<String, Integer> span : spans) {
      if (span.computeIfPresent(key, (same, count) -> count > 0 ? count - 1 : count) != null) {
        span.remove(key, 0);
        return;
      }
    }
  }

  /** How many entries are remembered. */
  int entries() {
    return spans.stream().mapToInt(Map::size).sum();
  }

  /** How long until the oldest is forgotten. */
  Duration untilForgotten() {
    forget();
    return Duration.between(clock.instant(), turn);
  }

  private void forget() {
    Instant now = clock.instant();
    for (int turned = 0; !now.isBefore(turn) && turned < SPANS; turned++) {
      spans.addFirst(new HashMap<>());
      if (spans.size() > SPANS) {
        spans.removeLast();
      }
      turn = turn.plus(SPAN);
    }
    if (!now.isBefore(turn)) {
      turn = now.plus(SPAN);
    }
  }
}
