package renewals.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import renewals.bench.load.BenchException;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.Preload;
import renewals.bench.measure.ContenderProcess.Mark;
import renewals.bench.rival.Contender;
import renewals.bench.rival.ReadMark;
import renewals.schemas.wire.HttpSchemaRegistry;

/** Rounds of contenders on one broker and one load, in turn forwards and backwards. */
public final class Bench {

  /** Outputs that have not grown for so long will not grow any more. */
  private static final long QUIET_MS = 3_000;

  private static final long LONGEST_MS = Duration.ofMinutes(10).toMillis();

  private final Conditions conditions;
  private final LoadPlan plan;
  private final Consumer<String> progress;

  /** A benchmark of that load; {@code progress} is told each step in one line. */
  public Bench(Conditions conditions, LoadPlan plan, Consumer<String> progress) {
    this.conditions = conditions;
    this.plan = plan;
    this.progress = progress;
  }

  /** Runs all rounds and gives the table. */
  public ResultTable run(List<Contender> contenders, int rounds) {
    List<Measured> results = new ArrayList<>();
    try (Cluster cluster = Cluster.start(conditions)) {
      long written =
          new Preload(new HttpSchemaRegistry(cluster.registryUrl()))
              .write(plan, cluster.bootstrapServers());
      progress.accept("%d events written".formatted(written));
      Oracle oracle = new Oracle(plan, written);
      for (int round = 1; round <= rounds; round++) {
        List<Contender> order = round % 2 == 1 ? contenders : contenders.reversed();
        try (Hold hold = Hold.take(conditions.hold())) {
          for (Contender contender : order) {
            Measured measured = measure(contender, round, cluster, oracle, written);
            progress.accept(line(measured));
            results.add(measured);
          }
        }
      }
    }
    return new ResultTable(results);
  }

  private Measured measure(
      Contender contender, int round, Cluster cluster, Oracle oracle, long written) {
    String id = "bench-%s-%d".formatted(contender.label(), round);
    Path folder = conditions.data().resolve("runs").resolve(id);
    Map<TopicPartition, Long> before = cluster.committedEnds(contender.outputs());
    Duration application;
    Duration broker;
    long wallMillis;
    long measured;
    long changelog;
    long internal;
    long peak;
    try (ContenderProcess process =
        ContenderProcess.start(contender, settings(id, folder, cluster), conditions, folder)) {
      Mark began = process.awaitMark();
      Duration applicationBefore = ProcessUse.cpu(process.pid());
      Duration brokerBefore = ProcessUse.cpu(cluster.brokerPid());
      Growth growth = awaitEnd(contender, cluster, process, before);
      wallMillis = growth.lastAt() - began.at();
      measured = conditions.warmUp() == 0 ? written : written - began.read();
      application = ProcessUse.cpu(process.pid()).minus(applicationBefore);
      broker = ProcessUse.cpu(cluster.brokerPid()).minus(brokerBefore);
      changelog = cluster.bytesOf(id, "-changelog");
      internal = cluster.bytesOf(id, "-repartition");
      peak = ProcessUse.peakMegabytes(process.pid());
    }
    Oracle.Findings findings =
        oracle.examine(contender, cluster, before, cluster.committedEnds(contender.outputs()));
    cluster.forget(id);
    deleteState(folder.resolve("state"));
    return new Measured(
        contender,
        round,
        written,
        measured,
        Duration.ofMillis(wallMillis),
        application,
        broker,
        changelog,
        internal,
        peak,
        findings);
  }

  /** When outputs last grew for readers of committed records. */
  private record Growth(long lastAt) {}

  private Growth awaitEnd(
      Contender contender,
      Cluster cluster,
      ContenderProcess process,
      Map<TopicPartition, Long> before) {
    Map<TopicPartition, Long> last = before;
    long lastAt = System.currentTimeMillis();
    long giveUpAt = lastAt + LONGEST_MS;
    while (true) {
      process.awaitOrFail();
      Map<TopicPartition, Long> ends = cluster.committedEnds(contender.outputs());
      long now = System.currentTimeMillis();
      if (!ends.equals(last)) {
        last = ends;
        lastAt = now;
      } else if (now - lastAt > QUIET_MS && !ends.equals(before)) {
        return new Growth(lastAt);
      }
      if (now > giveUpAt) {
        throw new BenchException(
            "%s is not done after %d ms".formatted(contender.label(), LONGEST_MS));
      }
    }
  }

  private Map<String, String> settings(String id, Path folder, Cluster cluster) {
    Map<String, String> settings = new TreeMap<>(cluster.settings());
    settings.put("activation.application.id", id);
    settings.put("activation.state.dir", folder.resolve("state").toString());
    settings.put("activation.threads", String.valueOf(conditions.threads()));
    settings.put("activation.standbys", "0");
    settings.put("activation.commit.interval", conditions.commitMillis() + "ms");
    settings.put("activation.http.port", "0");
    settings.put("kafka.main.consumer.interceptor.classes", ReadMark.class.getName());
    return settings;
  }

  private static String line(Measured measured) {
    return String.format(
        Locale.ROOT,
        "round %d  %-18s %8.0f events/s  cpu %5.1f + %5.1f s/M  missing %d, wrong %d",
        measured.round(),
        measured.contender().label(),
        measured.eventsPerSecond(),
        measured.applicationSecondsPerMillion(),
        measured.brokerSecondsPerMillion(),
        measured.findings().missing(),
        measured.findings().wrong());
  }

  private static void deleteState(Path state) {
    if (!Files.exists(state)) {
      return;
    }
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + state, e);
    }
  }
}
