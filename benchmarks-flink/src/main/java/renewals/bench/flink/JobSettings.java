package renewals.bench.flink;

import java.io.Serializable;
import java.util.Map;

/**
 * What the job needs to know.
 *
 * @param id of the run: consumer group and prefix of transactional ids
 * @param answers topic of activations; that of updates has the same name and {@code -updates}
 * @param parallelism of every operator
 * @param checkpointMillis what others have as commit interval
 * @param folder for RocksDB and checkpoints
 * @param restPort where Flink's own statistics can be asked for
 * @param rocksDb state in RocksDB, else on the heap
 */
record JobSettings(
    String bootstrapServers,
    String registryUrl,
    String id,
    String answers,
    int parallelism,
    long checkpointMillis,
    String folder,
    int restPort,
    boolean rocksDb)
    implements Serializable {

  /** From the settings that all contenders get. */
  static JobSettings of(String label, Map<String, String> given) {
    return new JobSettings(
        text(given, "kafka.bootstrap.servers"),
        text(given, "schema.registry.url"),
        text(given, "activation.application.id"),
        "bench-" + label,
        Integer.parseInt(text(given, "activation.threads")),
        Long.parseLong(text(given, "activation.commit.interval").replace("ms", "")),
        text(given, "activation.state.dir"),
        Integer.parseInt(text(given, "bench.flink.port")),
        label.equals("flink-rocksdb"));
  }

  String updates() {
    return answers + "-updates";
  }

  private static String text(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is not given");
    }
    return value;
  }
}
