package renewals.cli.tail;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** In which partition the records of a key lie, as every producer of ours has it. */
public final class KeyPartition {

  private KeyPartition() {}

  static int of(String key, int partitions) {
    return of(key.getBytes(StandardCharsets.UTF_8), partitions);
  }

  /** Of so many. */
  public static int of(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
