package renewals.cli.topics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import renewals.kit.Nearest;
import renewals.kit.SettingException;

/**
 * How the batches of output topics are compressed. The topic decides: what a producer of ours sends
 * in another way, the broker stores in this one.
 */
public enum OutputCompression {
  NONE("uncompressed"),
  GZIP("gzip"),
  LZ4("lz4"),
  ZSTD("zstd");

  private final String topicValue;

  OutputCompression(String topicValue) {
    this.topicValue = topicValue;
  }

  /** The value of the topic setting {@code compression.type}. */
  String topicValue() {
    return topicValue;
  }

  static OutputCompression named(String setting, String given) {
    List<String> names =
        Arrays.stream(values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    int found = names.indexOf(given.strip().toLowerCase(Locale.ROOT));
    if (found < 0) {
      throw new SettingException(
          setting, given, "one of " + String.join(", ", names) + Nearest.hint(given, names));
    }
    return values()[found];
  }
}
