package renewals.cli.forget;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import renewals.cli.tail.JsonLine;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;
import renewals.schemas.Topics;

/**
 * What the outputs say of a merchant: which renewals are his, how many records name him, and how
 * many dead letters hold a contact of his as it came.
 */
final class MerchantTraces {

  private static final List<Output> READ =
      List.of(Output.UPDATES, Output.ACTIVATIONS, Output.RECEIPTS, Output.DEAD_LETTERS);

  private final String merchantId;
  private final SortedSet<String> renewalIds = new TreeSet<>();
  private final Map<String, Long> kept = new HashMap<>();
  private long letters;
  private @Nullable Instant lettersUntil;

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
      if (output != Output.DEAD_LETTERS) {
        kept.put(output.topic().name(), 0L);
      }
      new TopicTail(settings, output)
          .readToEnd(null, line -> look(output.topic().name(), JsonLine.parsed(line)));
    }
  }

  /** Looks at one record. */
  void look(String topic, JsonNode record) {
    if (topic.equals(Topics.DEAD_LETTERS.name())) {
      lookAtLetter(record);
      return;
    }
    if (!merchantId.equals(record.path("merchantId").asText())) {
      return;
    }
    kept.merge(topic, 1L, Long::sum);
    String renewalId = record.path("renewalId").asText("");
    if (!renewalId.isEmpty()) {
      renewalIds.add(renewalId);
    }
  }

  private void lookAtLetter(JsonNode letter) {
    boolean isHisContact =
        Topics.MERCHANT_CONTACTS.name().equals(letter.path("topic").asText())
            && merchantId.equals(letter.path("key").asText());
    if (isHisContact) {
      letters++;
      Instant until =
          givenUpAt(letter).plus(Objects.requireNonNull(Topics.DEAD_LETTERS.retention()));
      if (lettersUntil == null || until.isAfter(lettersUntil)) {
        lettersUntil = until;
      }
    }
  }

  /** One that doesn't say when may be as young as now. */
  private static Instant givenUpAt(JsonNode letter) {
    try {
      return Instant.parse(letter.path("at").asText());
    } catch (DateTimeParseException e) {
      return Instant.now();
    }
  }

  /** How many dead letters hold a contact of his as it came, addresses and all. */
  long letters() {
    return letters;
  }

  /** Until when the last of {@link #letters} stays; empty if there is none. */
  Optional<Instant> lettersUntil() {
    return Optional.ofNullable(lettersUntil);
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
