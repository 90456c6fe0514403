package renewals.bench.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import renewals.bench.delivery.judge.Endings;
import renewals.bench.delivery.judge.Follower;
import renewals.bench.delivery.judge.Judgement;
import renewals.bench.delivery.judge.Oracle;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Way;
import renewals.bench.delivery.receive.Arrivals;
import renewals.bench.result.Report;
import renewals.bench.result.Spread;
import renewals.bench.result.Verdict;
import renewals.bench.run.MemoryWatch;
import renewals.schemas.Topics;

/**
 * Webhooks alone, all good, as fast as they go: from the first trigger's being handed to Kafka
 * until the last receiver has his notice. And what memory the notifier has meanwhile.
 */
final class WebhookSpeed {

  private static final int MOST_WARM_UP = 40_000;
  private static final double LEAST_PER_SECOND = 3_000;
  private static final double MOST_GROWTH = 1.1;
  private static final int QUARTERS = 4;

  /** Fewer seconds tell nothing of memory: the heap is still being filled. */
  private static final int LEAST_READINGS = 60;

  private final Stage stage;
  private final Notifier notifier;
  private final Consumer<String> say;

  private WebhookSpeed(Stage stage, Notifier notifier, Consumer<String> say) {
    this.stage = stage;
    this.notifier = notifier;
    this.say = say;
  }

  /** One pass: what the oracle says, and how fast it was. */
  private record Pass(Judgement judgement, double perSecond) {}

  /** Runs it, after a warm-up. */
  static Report run(Path data, Duration startWithin, Pace pace, int notices, Consumer<String> say)
      throws InterruptedException {
    try (Stage stage = Stage.start(data, startWithin, pace);
        Notifier notifier = stage.startNotifier(Map.of())) {
      WebhookSpeed speed = new WebhookSpeed(stage, notifier, say);
      say.accept("not measured, to warm up");
      NoticePlan first = planOf("w", Math.min(MOST_WARM_UP, notices));
      NoticePlan second = planOf("x", notices);
      try (NoticeWriter writer = new NoticeWriter(stage.cluster(), second)) {
        writer.contacts(stage.receivers());
        stage.awaitRead(Topics.MERCHANT_CONTACTS);
      }
      speed.pass(first);
      say.accept("measured");
      try (MemoryWatch memory = new MemoryWatch(notifier::pid, data.resolve("memory.csv"))) {
        Pass pass = speed.pass(second);
        return report(pass, notices, memory.readings());
      }
    }
  }

  /** The same merchants in both passes: senders know their addresses from the first. */
  private static NoticePlan planOf(String run, int notices) {
    return NoticePlan.of(run, "w", List.of(Way.WEBHOOK), notices, false);
  }

  private Pass pass(NoticePlan plan) throws InterruptedException {
    Arrivals arrivals = new Arrivals(plan);
    Endings endings = new Endings(plan);
    try (NoticeWriter writer = new NoticeWriter(stage.cluster(), plan);
        Follower follower = Follower.start(stage.cluster(), endings)) {
      stage.receivers().into(arrivals);
      Progress progress = new Progress(writer, arrivals, endings, follower, say);
      writer.begin(0);
      progress.await(() -> endings.count() == plan.notices(), notifier, stage.pace().patience());
      writer.awaitEnd();
      stage.awaitSent();
      Set<String> givenUp = Follower.givenUp(stage.cluster());
      long millis = Math.max(1, arrivals.lastAt() - writer.handedOverAt(0));
      return new Pass(
          Oracle.judge(plan, endings, arrivals, givenUp, List.of()),
          arrivals.count() * 1e3 / millis);
    }
  }

  private static Report report(Pass pass, int notices, List<Long> readings) {
    Spread memory = Spread.of(readings.stream().mapToDouble(Long::doubleValue));
    String table =
        String.format(
            Locale.ROOT,
            """
            | webhooks alone | a second | came again | resident memory, MB: median (least to most) | median of each quarter |
            |---|---|---|---|---|
            | %d | %.0f | %d | %s | %s |
            """,
            notices,
            pass.perSecond(),
            pass.judgement().doubles().all(),
            memory.text(),
            quarters(readings));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("part", "webhooks");
    row.put("notices", notices);
    row.put("a second", pass.perSecond());
    row.put("came again", pass.judgement().doubles().all());
    row.put("megabytes of each quarter", quarters(readings));
    List<Verdict> targets = new ArrayList<>();
    targets.add(
        Verdict.atLeast(
            "webhooks a second",
            LEAST_PER_SECOND,
            pass.perSecond(),
            String.format(Locale.ROOT, "%.0f", pass.perSecond())));
    if (readings.size() >= LEAST_READINGS) {
      List<Double> medians = quarters(readings);
      double growth = medians.getLast() / medians.get(1);
      targets.add(
          Verdict.atMost(
              "resident memory, last quarter of second",
              MOST_GROWTH,
              growth,
              String.format(Locale.ROOT, "%.2f", growth)));
    }
    return new Report(table, List.of(row), targets, pass.judgement().broken());
  }

  /** Medians of the four quarters of the time; none where it was too short for that. */
  private static List<Double> quarters(List<Long> readings) {
    List<Double> medians = new ArrayList<>();
    for (int quarter = 0; quarter < QUARTERS && readings.size() >= QUARTERS; quarter++) {
      List<Long> of =
          readings.subList(
              readings.size() * quarter / QUARTERS, readings.size() * (quarter + 1) / QUARTERS);
      medians.add(Spread.of(of.stream().mapToDouble(Long::doubleValue)).median().orElseThrow());
    }
    return medians;
  }
}
