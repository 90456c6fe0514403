package renewals.bench.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import renewals.bench.delivery.judge.Endings;
import renewals.bench.delivery.judge.Follower;
import renewals.bench.delivery.judge.Judgement;
import renewals.bench.delivery.judge.Kill;
import renewals.bench.delivery.judge.Oracle;
import renewals.bench.delivery.plan.NoticePlan;
import renewals.bench.delivery.plan.Way;
import renewals.bench.delivery.receive.Arrivals;
import renewals.bench.result.Report;
import renewals.bench.run.MemoryWatch;
import renewals.schemas.Topics;

/** All channels, some addresses bad, and the notifier killed again and again. */
final class KillRun {

  private static final double PER_SECOND_WITHOUT_KILLS = 100;

  private final Path data;
  private final Duration startWithin;
  private final Pace pace;
  private final Consumer<String> say;
  private final List<Kill> killed = new ArrayList<>();
  private final List<Duration> restarts = new ArrayList<>();

  KillRun(Path data, Duration startWithin, Pace pace, Consumer<String> say) {
    this.data = data;
    this.startWithin = startWithin;
    this.pace = pace;
    this.say = say;
  }

  /**
   * Runs and judges.
   *
   * @param kills how often the notifier is killed, spread over the run: in turn at a random trigger
   *     and while it catches up with what was written since the kill before
   * @param seed of the moments
   */
  Report run(int notices, int kills, long seed) throws InterruptedException {
    NoticePlan plan = NoticePlan.of("k", "k", Way.WITH_ADDRESS, notices, true);
    Arrivals arrivals = new Arrivals(plan);
    Endings endings = new Endings(plan);
    try (Stage stage = Stage.start(data, startWithin, pace);
        Tills tills = Tills.open(plan, data);
        Notifier notifier = stage.startNotifier(tills.settings());
        MemoryWatch memory = new MemoryWatch(notifier::pid, data.resolve("memory.csv"));
        NoticeWriter writer = new NoticeWriter(stage.cluster(), plan);
        Follower follower = Follower.start(stage.cluster(), endings, tills.endings())) {
      stage.receivers().into(arrivals);
      writer.contacts(stage.receivers());
      stage.awaitRead(Topics.MERCHANT_CONTACTS);
      stage.receivers().spells().begin();
      Progress progress = new Progress(writer, arrivals, endings, follower, say);
      writer.begin(rate(notices, kills));
      kill(kills, new Random(seed), notifier, writer, progress, arrivals, notices);
      progress.await(writer::hasEnded, notifier, pace.patience());
      writer.awaitEnd();
      stage.receivers().spells().end();
      progress.await(
          () -> endings.count() == notices && tills.open() == 0, notifier, pace.patience());
      stage.awaitSent();
      Set<String> givenUp = Follower.givenUp(stage.cluster());
      Judgement merchants = Oracle.judge(plan, endings, arrivals, givenUp, killed);
      Judgement judgement = tills.judge(merchants, givenUp, killed);
      return KillTable.report(
          plan, judgement, restarts, progress.elapsed(), memory.mostMegabytes());
    }
  }

  private double rate(int notices, int kills) {
    return kills == 0
        ? PER_SECOND_WITHOUT_KILLS
        : Math.max(1, notices / (double) (kills * pace.cycle().toSeconds()));
  }

  /** One kill for each part of the triggers; of the next part none is written before it. */
  private void kill(
      int kills,
      Random random,
      Notifier notifier,
      NoticeWriter writer,
      Progress progress,
      Arrivals arrivals,
      int all)
      throws InterruptedException {
    int least = 1;
    for (int number = 0; number < kills; number++) {
      int ofPart = Math.ceilDiv(all, kills);
      writer.upTo(Math.min(all, (number + 1) * ofPart));
      int at = Math.min(all, number * ofPart + random.nextInt(ofPart));
      int came = least;
      boolean isCatchingUp = number % 2 == 1;
      progress.await(
          () -> arrivals.count() >= came && (isCatchingUp || writer.written() >= at),
          notifier,
          pace.patience());
      killed.add(notifier.kill());
      int before = writer.written();
      int cameBefore = arrivals.count();
      Duration ready = notifier.startAgain();
      restarts.add(ready);
      least = cameBefore + 1 + random.nextInt(Math.max(1, (writer.written() - before) / 2));
      progress.tell(
          String.format(
              Locale.ROOT,
              ", kill %d of %d, ready again after %.1f s",
              number + 1,
              kills,
              ready.toMillis() / 1e3));
    }
    writer.upTo(all);
  }
}
