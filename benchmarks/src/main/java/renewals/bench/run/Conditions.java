package renewals.bench.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is the same for all contenders.
 *
 * @param data folder of broker, registry and states
 * @param partitions of each topic
 * @param threads stream threads of a contender
 * @param heapMegabytes heap of a contender, all of it taken at the start
 * @param commitMillis commit interval
 * @param warmUp how many events a contender reads before it is measured
 * @param jvmOptions more options of a contender's JVM, such as those of a profiler
 * @param settings of a contender as the service reads them, such as {@code
 *     kafka.producer.linger.ms}
 * @param baseline jars of another build of the service, before ours on the class path of the
 *     contender of that name
 * @param hold a command that echoes what it reads, kept running during each round
 * @param startWithin how long broker and registry may take to start
 */
public record Conditions(
    Path data,
    int partitions,
    int threads,
    int heapMegabytes,
    int commitMillis,
    int warmUp,
    List<String> jvmOptions,
    Map<String, String> settings,
    Optional<String> baseline,
    Optional<String> hold,
    Duration startWithin) {

  /** The same in another folder and with another warm-up. */
  public Conditions in(Path folder, int warmUpEvents) {
    return new Conditions(
        folder,
        partitions,
        threads,
        heapMegabytes,
        commitMillis,
        warmUpEvents,
        jvmOptions,
        settings,
        baseline,
        hold,
        startWithin);
  }
}
