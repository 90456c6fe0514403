package renewals.cli.letters;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import renewals.cli.call.Among;
import renewals.cli.replay.LetterFilter;
import renewals.cli.replay.LetterReason;

/** Which letters; what is given must fit all at once. */
final class LetterOptions {

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      description = "Only letters of this reason; may be given several times.")
  private List<String> reasons = List.of();

  @Option(names = "--topic", paramLabel = "TOPIC", description = "Only of this topic.")
  private @Nullable String topic;

  @Option(
      names = "--party",
      paramLabel = "ID",
      description = "Only of this party, as the record's header claims.")
  private @Nullable String party;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only under this key: a renewalId, carrierId, merchantId, number of a card.")
  private @Nullable String key;

  LetterFilter filter() {
    demandKnown(reasons);
    return new LetterFilter(Set.copyOf(reasons), topic, party, key, null);
  }

  static void demandKnown(List<String> reasons) {
    reasons.forEach(reason -> Among.demand("--reason", reason, LetterReason.names()));
  }
}
