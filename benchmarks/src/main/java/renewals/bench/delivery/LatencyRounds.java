package renewals.bench.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import renewals.bench.delivery.judge.Endings;
import renewals.bench.delivery.judge.Follower;
import renewals.bench.delivery.plan.Conduct;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Way;
import renewals.bench.delivery.receive.Arrivals;
import renewals.bench.result.PairedRatios;
import renewals.bench.result.Report;
import renewals.bench.result.Spread;
import renewals.bench.result.Verdict;
import renewals.schemas.Topics;

/**
 * How long notices to good addresses take, from the trigger's being handed to Kafka until the
 * receiver has it: beside bad ones, and where those are good too. Rounds of both in turn, forwards
 * and backwards, on one notifier that nobody kills; each with merchants of its own.
 */
final class LatencyRounds {

  private static final int WARM_UP_SECONDS = 40;
  private static final int WARM_UP_TIMES = 2;
  private static final int DIGITS = 3;
  private static final double MOST_OF_UNDISTURBED = 1.05;
  private static final Duration LAST_ARRIVALS = Duration.ofMinutes(1);
  private static final Duration CLEARING = Duration.ofMinutes(4);

  private final Stage stage;
  private final Notifier notifier;
  private final List<Round> measured = new ArrayList<>();
  private int next;

  private LatencyRounds(Stage stage, Notifier notifier) {
    this.stage = stage;
    this.notifier = notifier;
  }

  /** What a round gave: waits of good addresses, and how many of their notices never came. */
  private record Round(boolean disturbed, Histogram millis, int missing, int stillOpen) {

    double at(double percentile) {
      return millis.getValueAtPercentile(percentile);
    }
  }

  /** Runs so many rounds of each kind. */
  static Report run(
      Path data,
      Duration startWithin,
      Pace pace,
      int rounds,
      int perSecond,
      int seconds,
      Consumer<String> say)
      throws InterruptedException {
    try (Stage stage = Stage.start(data, startWithin, pace);
        Notifier notifier = stage.startNotifier(Map.of())) {
      LatencyRounds all = new LatencyRounds(stage, notifier);
      say.accept("not measured, to warm up");
      all.round(true, perSecond * WARM_UP_TIMES, WARM_UP_SECONDS);
      for (int number = 0; number < rounds; number++) {
        for (int half = 0; half < 2; half++) {
          Round round = all.round((number + half) % 2 == 1, perSecond, seconds);
          all.measured.add(round);
          say.accept(
              String.format(
                  Locale.ROOT,
                  "round %d, %s: p50 %.0f ms, p99 %.0f ms, %d notices, %d missing",
                  number + 1,
                  nameOf(round.disturbed()),
                  round.at(50),
                  round.at(99),
                  round.millis().getTotalCount(),
                  round.missing()));
        }
      }
      return all.report();
    }
  }

  private static String nameOf(boolean disturbed) {
    return disturbed ? "beside bad addresses" : "without bad addresses";
  }

  private Round round(boolean disturbed, int perSecond, int seconds) throws InterruptedException {
    next++;
    NoticePlan plan =
        NoticePlan.of("l" + next, "l" + next, Way.WITH_ADDRESS, perSecond * seconds, disturbed);
    Arrivals arrivals = new Arrivals(plan);
    Endings endings = new Endings(plan);
    int[] good =
        IntStream.range(0, plan.notices())
            .filter(notice -> Conduct.of(plan.addressOf(notice).number()) == Conduct.GOOD)
            .toArray();
    try (NoticeWriter writer = new NoticeWriter(stage.cluster(), plan);
        Follower follower = Follower.start(stage.cluster(), endings)) {
      stage.receivers().into(arrivals);
      writer.contacts(stage.receivers());
      stage.awaitRead(Topics.MERCHANT_CONTACTS);
      stage.receivers().spells().begin();
      writer.begin(perSecond);
      Progress progress = new Progress(writer, arrivals, endings, follower, step -> {});
      progress.await(writer::hasEnded, notifier, Duration.ofSeconds(seconds).plus(LAST_ARRIVALS));
      writer.awaitEnd();
      Wait.until(
          () -> IntStream.of(good).allMatch(one -> arrivals.firstAt(one).isPresent()),
          LAST_ARRIVALS);
      stage.receivers().spells().end();
      writer.takeContactsBack();
      Wait.until(() -> endings.count() == plan.notices(), CLEARING);
      stage.awaitSent();
      return measured(disturbed, writer, arrivals, good, plan.notices() - endings.count());
    }
  }

  private static Round measured(
      boolean disturbed, NoticeWriter writer, Arrivals arrivals, int[] good, int stillOpen) {
    Histogram millis = new Histogram(DIGITS);
    int missing = 0;
    for (int notice : good) {
      OptionalLong at = arrivals.firstAt(notice);
      if (at.isPresent()) {
        millis.recordValue(Math.max(0, at.getAsLong() - writer.handedOverAt(notice)));
      } else {
        missing++;
      }
    }
    return new Round(disturbed, millis, missing, stillOpen);
  }

  private Report report() {
    StringBuilder table =
        new StringBuilder(
            """
            | good addresses | p50, ms: median (least to most) | p99, ms | notices | missing | open when the next round began |
            |---|---|---|---|---|---|
            """);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (boolean disturbed : List.of(false, true)) {
      List<Round> ofKind = measured.stream().filter(one -> one.disturbed() == disturbed).toList();
      table.append(
          "| %s | %s | %s | %d | %d | %d |%n"
              .formatted(
                  nameOf(disturbed),
                  Spread.of(ofKind.stream().mapToDouble(one -> one.at(50))).text(),
                  Spread.of(ofKind.stream().mapToDouble(one -> one.at(99))).text(),
                  ofKind.stream().mapToLong(one -> one.millis().getTotalCount()).sum(),
                  ofKind.stream().mapToInt(Round::missing).sum(),
                  ofKind.stream().mapToInt(Round::stillOpen).sum()));
      for (Round round : ofKind) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("part", "latency");
        row.put("beside bad addresses", disturbed);
        row.put("p50 ms", round.at(50));
        row.put("p99 ms", round.at(99));
        row.put("notices", round.millis().getTotalCount());
        row.put("missing", round.missing());
        row.put("still open", round.stillOpen());
        rows.add(row);
      }
    }
    int missing = measured.stream().mapToInt(Round::missing).sum();
    return new Report(
        table.toString(),
        rows,
        targets(),
        missing == 0 ? List.of() : List.of(missing + " notices to good addresses never came"));
  }

  /** None where there were too few rounds to compare. */
  private List<Verdict> targets() {
    List<Double> disturbed = p99s(true);
    return disturbed.size() < PairedRatios.LEAST_PAIRS
        ? List.of()
        : List.of(
            PairedRatios.of(disturbed, p99s(false))
                .atMost("p99 of good addresses beside bad ones, of without", MOST_OF_UNDISTURBED));
  }

  private List<Double> p99s(boolean disturbed) {
    return measured.stream()
        .filter(one -> one.disturbed() == disturbed)
        .map(one -> one.at(99))
        .toList();
  }
}
