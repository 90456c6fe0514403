package renewals.cli.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;

/**
 * Sends back the letters that were picked out by key or place, in one transaction, whether or not
 * they went back before: who picks one means it. The marks of {@link DeadLetterReplay} stay where
 * they are, so that it passes none of the others; what goes back twice counts once.
 */
public final class SelectedReplay {

  private static final String SELECTED = "selected";

  private final Settings settings;
  private final Optional<ReplaySigner> signer;

  /**
   * A replay in the cluster of the settings.
   *
   * @throws renewals.kit.SettingException keys or parties can't be read
   */
  public SelectedReplay(Settings settings) {
    this.settings = settings;
    this.signer = ReplaySigner.of(settings);
  }

  /**
   * Replays the letters that fit.
   *
   * @param named whether contacts, and what says no party, go back too where records are signed
   * @param dryRun whether to count only
   * @return what became of them, by reason; empty where none fits
   * @throws ReplayException the cluster refused; nothing was sent
   */
  public List<ReplayResult> replay(LetterFilter filter, boolean named, boolean dryRun) {
    Map<String, ReplayBatch> batches = new TreeMap<>();
    ReplayMarks none = new ReplayMarks(Map.of(), Map.of());
    new TopicTail(settings, Output.DEAD_LETTERS)
        .recordsToEnd(
            null,
            record -> {
              DeadLetter letter = new DeadLetter(record);
              if (filter.fits(letter)) {
                batches
                    .computeIfAbsent(
                        letter.reason(),
                        reason -> new ReplayBatch(reason, named, signer, none, new HashSet<>()))
                    .take(record);
              }
            });
    List<ReplayResult> results = new ArrayList<>();
    batches.values().forEach(batch -> results.add(batch.result()));
    if (!dryRun && results.stream().anyMatch(result -> result.replayed() > 0)) {
      send(batches);
    }
    return results;
  }

  private void send(Map<String, ReplayBatch> batches) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(DeadLetterReplay.producerSettings(settings, SELECTED))) {
      producer.initTransactions();
      DeadLetterReplay.sendBack(
          batches.values().stream().flatMap(batch -> batch.returning().stream()).toList(),
          producer,
          new HashMap<>());
    }
  }
}
