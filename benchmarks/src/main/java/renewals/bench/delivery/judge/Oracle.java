package renewals.bench.delivery.judge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import renewals.bench.delivery.plan.Conduct;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Trigger;
import renewals.bench.delivery.plan.Way;
import renewals.bench.delivery.receive.Arrivals;
import renewals.v1.ReceiptState;

/**
 * Judges a run by what can be seen outside the notifier: receipts, the list of what was given up,
 * and what receivers took. Every notice ends once, under its one id, as delivered (a robot's as
 * sent), superseded or undeliverable with a reason; and comes once, but for what was under way at a
 * kill.
 */
public final class Oracle {

  private final NoticePlan plan;
  private final Endings endings;
  private final Arrivals arrivals;
  private final Set<String> givenUp;
  private final Map<String, Integer> broken = new LinkedHashMap<>();
  private final Map<String, String> examples = new LinkedHashMap<>();

  private Oracle(NoticePlan plan, Endings endings, Arrivals arrivals, Set<String> givenUp) {
    this.plan = plan;
    this.endings = endings;
    this.arrivals = arrivals;
    this.givenUp = givenUp;
  }

  /**
   * Judges.
   *
   * @param givenUp what stands on the list of undelivered notices in the end
   */
  public static Judgement judge(
      NoticePlan plan, Endings endings, Arrivals arrivals, Set<String> givenUp, List<Kill> kills) {
    return new Oracle(plan, endings, arrivals, givenUp).judge(kills);
  }

  private Judgement judge(List<Kill> kills) {
    Map<Way, Map<ReceiptState, Integer>> counts = new EnumMap<>(Way.class);
    int open = 0;
    for (int notice = 0; notice < plan.notices(); notice++) {
      Trigger trigger = plan.trigger(notice);
      Ending ending = endings.of(notice).orElse(null);
      if (ending == null) {
        open++;
        broke("has no last receipt", trigger.noticeId());
        continue;
      }
      counts
          .computeIfAbsent(trigger.address().way(), way -> new EnumMap<>(ReceiptState.class))
          .merge(ending.state(), 1, Integer::sum);
      judge(trigger, ending);
    }
    Set<String> strangers = new TreeSet<>(endings.strangers());
    strangers.addAll(arrivals.strangers());
    strangers.forEach(id -> broke("is a notice of nothing", id));
    Doubles doubles = Doubles.of(plan, endings, arrivals, kills);
    return new Judgement(counts, open, doubles, inWords(doubles));
  }

  private void judge(Trigger trigger, Ending ending) {
    String id = trigger.noticeId();
    if (!endings.moreOf(trigger.number()).isEmpty()) {
      broke("has several last receipts", id);
    }
    boolean came = arrivals.firstAt(trigger.number()).isPresent();
    boolean isGivenUp = ending.state() == ReceiptState.UNDELIVERABLE;
    switch (ending.state()) {
      case DELIVERED, SENT -> {
        if (!came) {
          broke("is said to be delivered, and never came", id);
        }
      }
      case SUPERSEDED -> {
        if (!plan.isOvertaken(trigger.number())) {
          broke("is superseded by nothing", id);
        }
      }
      case UNDELIVERABLE -> {
        if (ending.reason() == null || ending.reason().isBlank()) {
          broke("was given up without a reason", id);
        }
        if (trigger.address().conduct() == Conduct.GOOD) {
          broke("was given up though its address is good", "%s: %s".formatted(id, ending.reason()));
        }
      }
      default -> broke("ended as " + ending.state(), id);
    }
    if (isGivenUp != givenUp.contains(id)) {
      broke(
          isGivenUp
              ? "was given up and is not on the list"
              : "is on the list of undelivered notices and was not given up",
          id);
    }
  }

  private void broke(String promise, String example) {
    broken.merge(promise, 1, Integer::sum);
    examples.putIfAbsent(promise, example);
  }

  private List<String> inWords(Doubles doubles) {
    List<String> words = new ArrayList<>();
    broken.forEach(
        (promise, count) ->
            words.add(
                "%d: a notice %s, such as %s".formatted(count, promise, examples.get(promise))));
    if (doubles.onRecord() + doubles.withoutKill() > 0) {
      words.add(
          "%d came more than once that were not under way at a kill, such as: %s"
              .formatted(doubles.onRecord() + doubles.withoutKill(), doubles.example()));
    }
    if (doubles.overLanes() > 0) {
      words.add(
          "%d times more notices of one address or one way came again after a kill than it has lanes"
              .formatted(doubles.overLanes()));
    }
    return words;
  }
}
