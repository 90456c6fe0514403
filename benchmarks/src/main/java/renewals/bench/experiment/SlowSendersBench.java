package renewals.bench.experiment;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import renewals.bench.load.BenchException;
import renewals.bench.load.SampleEvents;
import renewals.bench.load.SlowCounts;
import renewals.bench.load.SlowSendersProcess;
import renewals.bench.result.PairedRatios;
import renewals.bench.result.Report;
import renewals.bench.result.Spread;
import renewals.bench.result.Verdict;
import renewals.bench.run.Cluster;
import renewals.bench.run.Conditions;
import renewals.bench.run.ProcessUse;
import renewals.schemas.json.EventJson;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;

/**
 * How long those who send as they should wait for their answer, by themselves and beside clients
 * that send a byte a second: rounds of both in turn, forwards and backwards, against an intake in a
 * process of its own on a real broker. The slow ones are in a process of their own that gets only
 * the processor time that is left. The time runs from the moment at which an event was due.
 *
 * <p>Long because its two kinds of client and their table are of no use apart.
 */
public final class SlowSendersBench {

  private static final int PER_SECOND = 200;

  /** A JVM compiles for a minute at the measured rate, and rounds would differ by that alone. */
  private static final int WARM_UP_PER_SECOND = 1_000;

  private static final int WARM_UP_SECONDS = 40;
  private static final int DIGITS = 3;
  private static final double MOST_OF_UNDISTURBED = 1.05;
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(30);

  /** What came before a round has passed. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private final Conditions conditions;
  private final int slow;
  private final int seconds;
  private final Consumer<String> progress;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SampleEvents events = new SampleEvents(Instant.now());
  private int next;

  /**
   * An experiment.
   *
   * @param slow how many send slowly
   * @param seconds how long a round is measured
   */
  public SlowSendersBench(Conditions conditions, int slow, int seconds, Consumer<String> progress) {
    this.conditions = conditions;
    this.slow = slow;
    this.seconds = seconds;
    this.progress = progress;
  }

  /** One round: what the good ones waited, and what became of the slow ones. */
  private record Round(
      boolean disturbed, Histogram micros, long failed, double intakeCpu, SlowCounts slow) {

    double millis(double percentile) {
      return micros.getValueAtPercentile(percentile) / 1e3;
    }
  }

  /** Runs a round that isn't measured, then so many of each kind. */
  public Report run(int rounds) {
    Path data = conditions.data();
    List<Round> measured = new ArrayList<>();
    try (Cluster cluster = Cluster.start(conditions);
        ServiceProcess intake =
            ServiceProcess.start(Service.PRODUCER, "intake", cluster.settings(), data, 0)) {
      intake.awaitReady();
      progress.accept("not measured, to warm up");
      round(intake, true, WARM_UP_PER_SECOND, WARM_UP_SECONDS);
      for (int number = 0; number < rounds; number++) {
        for (int half = 0; half < 2; half++) {
          Round round = round(intake, (number + half) % 2 == 1, PER_SECOND, seconds);
          measured.add(round);
          progress.accept(
              String.format(
                  Locale.ROOT,
                  "round %d, %s: p50 %.2f ms, p99 %.2f ms, intake %.3f processors, %d failed",
                  number + 1,
                  nameOf(round.disturbed()),
                  round.millis(50),
                  round.millis(99),
                  round.intakeCpu(),
                  round.failed()));
        }
      }
    }
    return report(measured);
  }

  private String nameOf(boolean disturbed) {
    return disturbed ? "beside %d slow senders".formatted(slow) : "undisturbed";
  }

  private Round round(ServiceProcess intake, boolean disturbed, int perSecond, int length) {
    URI payments = URI.create(intake.url() + "/v1/payments");
    if (!disturbed) {
      return measured(intake, payments, perSecond, length, null);
    }
    try (SlowSendersProcess senders = SlowSendersProcess.start(slow, payments.getPort())) {
      return measured(intake, payments, perSecond, length, senders);
    }
  }

  private Round measured(
      ServiceProcess intake,
      URI payments,
      int perSecond,
      int length,
      @Nullable SlowSendersProcess senders) {
    LockSupport.parkNanos(SETTLING.toNanos());
    Histogram micros = new ConcurrentHistogram(DIGITS);
    AtomicLong failed = new AtomicLong();
    int count = length * perSecond;
    CountDownLatch answered = new CountDownLatch(count);
    Duration before = ProcessUse.cpu(intake.pid());
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = begun + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      send(payments, due, micros, failed, answered);
    }
    try {
      if (!answered.await(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS)) {
        failed.addAndGet(answered.getCount());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while answers were awaited", e);
    }
    double cpu =
        ProcessUse.cpu(intake.pid()).minus(before).toNanos() * 1.0 / (System.nanoTime() - begun);
    return new Round(
        senders != null,
        micros,
        failed.get(),
        cpu,
        senders == null ? SlowCounts.NONE : senders.end());
  }

  private void send(
      URI to, long due, Histogram micros, AtomicLong failed, CountDownLatch answered) {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(EventJson.write(events.payment(next++))))
            .build();
    var unused =
        client
            .sendAsync(request, BodyHandlers.discarding())
            .whenComplete(
                (response, failure) -> {
                  if (failure == null && response.statusCode() == 202) {
                    micros.recordValue((System.nanoTime() - due) / 1_000);
                  } else {
                    failed.incrementAndGet();
                  }
                  answered.countDown();
                });
  }

  private Report report(List<Round> rounds) {
    StringBuilder table =
        new StringBuilder(
            """
            | | p50 ms | p99 ms | p99.9 ms | failed | processors of the intake | cut off | longest held |
            |---|---|---|---|---|---|---|---|
            """);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (boolean disturbed : List.of(false, true)) {
      List<Round> ofKind = rounds.stream().filter(one -> one.disturbed() == disturbed).toList();
      table.append(
          "| %s | %s | %s | %s | %d | %s | %d | %d s |%n"
              .formatted(
                  nameOf(disturbed),
                  spread(ofKind, 50).text(),
                  spread(ofKind, 99).text(),
                  spread(ofKind, 99.9).text(),
                  ofKind.stream().mapToLong(Round::failed).sum(),
                  Spread.of(ofKind.stream().mapToDouble(Round::intakeCpu)).text(),
                  ofKind.stream().mapToLong(one -> one.slow().cutOff()).sum(),
                  ofKind.stream().mapToLong(one -> one.slow().held().toSeconds()).max().orElse(0)));
      for (Round round : ofKind) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("disturbed", disturbed);
        row.put("p50 ms", round.millis(50));
        row.put("p99 ms", round.millis(99));
        row.put("p99.9 ms", round.millis(99.9));
        row.put("failed", round.failed());
        row.put("processors of the intake", round.intakeCpu());
        row.put("cut off", round.slow().cutOff());
        row.put("longest held s", round.slow().held().toSeconds());
        row.put("processor time of the slow ones s", round.slow().cpu().toMillis() / 1e3);
        rows.add(row);
      }
    }
    Verdict verdict =
        PairedRatios.of(p99s(rounds, true), p99s(rounds, false))
            .atMost(
                "p99 beside %d slow senders, of undisturbed".formatted(slow), MOST_OF_UNDISTURBED);
    long failed = rounds.stream().mapToLong(Round::failed).sum();
    return new Report(
        table.toString(),
        rows,
        List.of(verdict),
        failed == 0 ? List.of() : List.of(failed + " events of those who send well failed"));
  }

  private static List<Double> p99s(List<Round> rounds, boolean disturbed) {
    return rounds.stream()
        .filter(one -> one.disturbed() == disturbed)
        .map(one -> one.millis(99))
        .toList();
  }

  private static Spread spread(List<Round> rounds, double percentile) {
    return Spread.of(rounds.stream().mapToDouble(round -> round.millis(percentile)));
  }
}
