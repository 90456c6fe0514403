package renewals.cli.topics;

import renewals.kit.Settings;
import renewals.kit.sandbox.ServiceClock;

/**
 * How topics are made.
 *
 * @param partitions of each new topic, 1 to 1000
 * @param replication copies of each partition, 1 to 10
 * @param minInSyncReplicas copies that must have a record before it counts, at most replication
 * @param outputCompression of the batches in output topics
 * @param sandbox whether records bear times of a clock that is moved: nothing is dropped by age
 *     then
 * @param recompress whether somebody asked for that, so that it holds for topics that are there too
 */
public record TopicSettings(
    int partitions,
    short replication,
    int minInSyncReplicas,
    OutputCompression outputCompression,
    boolean sandbox,
    boolean recompress) {

  private static final String OUTPUT_COMPRESSION = "topics.output-compression";

  /**
   * The settings {@code topics.partitions}, {@code .replication}, {@code .min-insync-replicas},
   * {@code .output-compression}.
   */
  public static TopicSettings of(Settings settings) {
    int replication = settings.count("topics.replication", 1, 1, 10);
    return new TopicSettings(
        settings.count("topics.partitions", 4, 1, 1000),
        (short) replication,
        settings.count("topics.min-insync-replicas", Math.max(1, replication - 1), 1, replication),
        OutputCompression.named(OUTPUT_COMPRESSION, settings.text(OUTPUT_COMPRESSION, "lz4")),
        ServiceClock.isOfSandbox(settings),
        settings.text(OUTPUT_COMPRESSION).isPresent());
  }
}
