package renewals.bench.delivery.judge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import renewals.bench.delivery.plan.Address;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Way;
import renewals.bench.delivery.receive.Arrivals;

/**
 * Notices that came more than once, told apart by what the kill between may excuse.
 *
 * @param all how often one came again
 * @param underWay of these, how many were under way when the notifier was killed: no answer was on
 *     record yet
 * @param onRecord how many came again after a kill though their answer was on record before it
 * @param withoutKill how many came again with no kill between
 * @param mostAtOneKill the most under way at one kill, of ways that were judged together
 * @param overLanes kills and addresses with more of them than that address has lanes, and kills and
 *     ways with more than the way tries at once
 * @param example one that nothing excuses, in words; empty if there is none
 */
public record Doubles(
    int all,
    int underWay,
    int onRecord,
    int withoutKill,
    int mostAtOneKill,
    int overLanes,
    String example) {

  /** What was sent before a kill may reach a busy receiver so much later. */
  private static final long ON_THE_WAY_MS = 1_000;

  /** Together with those of other ways. */
  Doubles and(Doubles beside) {
    return new Doubles(
        all + beside.all,
        underWay + beside.underWay,
        onRecord + beside.onRecord,
        withoutKill + beside.withoutKill,
        Math.max(mostAtOneKill, beside.mostAtOneKill),
        overLanes + beside.overLanes,
        example.isEmpty() ? beside.example : example);
  }

  /** Looks at each notice that came more than once. */
  static Doubles of(NoticePlan plan, Endings endings, Arrivals arrivals, List<Kill> kills) {
    Counting counting = new Counting();
    for (int notice : arrivals.repeated()) {
      List<Long> times = arrivals.timesOf(notice);
      for (int again = 1; again < times.size(); again++) {
        counting.add(
            plan,
            notice,
            firstBetween(kills, times.get(again - 1), times.get(again)),
            kills,
            endings.keptAt(notice));
      }
    }
    return counting.result();
  }

  /** The first kill that may be why it came again; -1: none. */
  private static int firstBetween(List<Kill> kills, long before, long after) {
    for (int number = 0; number < kills.size(); number++) {
      Kill kill = kills.get(number);
      if (before < kill.deadAt() + ON_THE_WAY_MS && kill.askedAt() < after) {
        return number;
      }
    }
    return -1;
  }

  private static final class Counting {
    private record Lane(int kill, Address address) {}

    private record All(int kill, Way way) {}

    private final Map<Integer, Integer> ofKill = new HashMap<>();
    private final Map<Lane, Integer> ofLane = new HashMap<>();
    private final Map<All, Integer> ofWay = new HashMap<>();
    private int onRecord;
    private int withoutKill;
    private String example = "";

    void add(NoticePlan plan, int notice, int number, List<Kill> kills, OptionalLong keptAt) {
      String id = plan.trigger(notice).noticeId();
      if (number < 0) {
        withoutKill++;
        example = id + " came again without a kill";
      } else if (keptAt.isPresent() && keptAt.getAsLong() < kills.get(number).askedAt()) {
        onRecord++;
        example =
            "%s came again, its answer was on record %d ms before the kill"
                .formatted(id, kills.get(number).askedAt() - keptAt.getAsLong());
      } else {
        ofKill.merge(number, 1, Integer::sum);
        Address address = plan.addressOf(notice);
        ofLane.merge(new Lane(number, address), 1, Integer::sum);
        ofWay.merge(new All(number, address.way()), 1, Integer::sum);
      }
    }

    Doubles result() {
      int underWay = ofKill.values().stream().mapToInt(Integer::intValue).sum();
      long over =
          ofLane.entrySet().stream()
                  .filter(lane -> lane.getValue() > lane.getKey().address().way().lanes())
                  .count()
              + ofWay.entrySet().stream()
                  .filter(all -> all.getValue() > all.getKey().way().atOnce())
                  .count();
      return new Doubles(
          underWay + onRecord + withoutKill,
          underWay,
          onRecord,
          withoutKill,
          ofKill.values().stream().mapToInt(Integer::intValue).max().orElse(0),
          (int) over,
          example);
    }
  }
}
