package renewals.cli.forget;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import renewals.cli.tail.JsonLine;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;

/** What the outputs say of a merchant: which renewals are his, and how many records name him. */
final class MerchantTraces {

  private static final List<Output> READ =
      List.of(Output.UPDATES, Output.ACTIVATIONS, Output.RECEIPTS);

  private final String merchantId;
  private final SortedSet<String> renewalIds = new TreeSet<>();
  private final Map<String, Long> kept = new HashMap<>();

  MerchantTraces(String merchantId) {
    this.merchantId = merchantId;
  }

  /**
   * Reads the outputs to their ends.
   *
   * @param progress told of each before it is read
   */
  void read(Settings settings, Consumer<Output> progress) {
    for (Output output : READ) {
      progress.accept(output);
      kept.put(output.topic().name(), 0L);
      new TopicTail(settings, output)
          .readToEnd(null, line -> look(output.topic().name(), JsonLine.parsed(line)));
    }
  }

  /** Looks at one record. */
  void look(String topic, JsonNode record) {
    if (!merchantId.equals(record.path("merchantId").asText())) {
      return;
    }
    kept.merge(topic, 1L, Long::sum);
    String renewalId = record.path("renewalId").asText("");
    if (!renewalId.isEmpty()) {
      renewalIds.add(renewalId);
    }
  }

  /** His renewals. */
  SortedSet<String> renewalIds() {
    return Collections.unmodifiableSortedSet(renewalIds);
  }

  /** How many records name him, by topic. */
  Map<String, Long> kept() {
    return Collections.unmodifiableMap(kept);
  }
}
