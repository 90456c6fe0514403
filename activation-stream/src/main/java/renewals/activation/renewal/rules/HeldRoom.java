package renewals.activation.renewal.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import renewals.activation.renewal.model.Fact;

/**
 * Who has how much of the room for facts that wait for their request. Nobody knows yet which of
 * them belong, so whoever speaks of a renewal that isn't his could fill it: where it is full, who
 * has less takes the place of the latest fact of who has most, as long as he has no more than that
 * one afterwards, and that one had more than ten. So of m ≤ 10 speakers each finds room for ⌊100/m⌋
 * facts, whatever the others send, and however many speak, nobody loses any of his first ten: else
 * a hundred names, each with one fact, would take the second payment of whose renewal it is.
 *
 * <p>Source: rules, 1 and 3.
 */
final class HeldRoom {

  /** So many facts of one speaker make room for nobody's. */
  private static final int KEPT = 10;

  private HeldRoom() {}

  /** For whom a fact speaks: what its sender's claim is bound by. */
  private record Speaker(boolean carrier, String id) {
    static Speaker of(Fact fact) {
      return switch (fact) {
        case Fact.Requested request -> throw new IllegalStateException("a request is never held");
        case Fact.Payment payment -> new Speaker(false, payment.channelId());
        case Fact.Review review -> new Speaker(true, review.carrierId());
      };
    }
  }

  /**
   * Which of the held facts has to make room for another one; empty if none.
   *
   * @param held in order of arrival
   */
  static OptionalInt displacedBy(Fact fact, List<Fact> held) {
    Map<Speaker, Integer> counts = new HashMap<>();
    held.forEach(one -> counts.merge(Speaker.of(one), 1, Integer::sum));
    int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    if (most <= KEPT || counts.getOrDefault(Speaker.of(fact), 0) + 1 >= most) {
      return OptionalInt.empty();
    }
    int latest = held.size() - 1;
    while (counts.getOrDefault(Speaker.of(held.get(latest)), 0) < most) {
      latest--;
    }
    return OptionalInt.of(latest);
  }
}
