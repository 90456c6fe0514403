package renewals.cli.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import renewals.kit.Settings;

/**
 * Sends back the letters that were picked out by key or place, in one transaction. The marks of
 * {@link DeadLetterReplay} stay where they are, so that it passes none of the others. What is
 * picked out by key goes back whether or not it did before, since a fact counts once however often
 * it comes; of a contact the latest counts, so these go back by reason or place only, and only
 * while they are the newest of their merchant.
 */
public final class SelectedReplay {

  private static final String SELECTED = "selected";
  private static final String CONTACT =
      "contacts, of which the latest counts, however old: sent back by --reason or --offset only";
  private static final String NAMED_ONLY = "sent back only where --reason names theirs";
  private static final String DONE = "before the mark of their reason: went back or was left then";

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
   * @param dryRun whether to count only
   * @return what became of them, by reason; empty where none fits
   * @throws ReplayException the cluster refused; nothing was sent
   */
  public List<ReplayResult> replay(LetterFilter filter, boolean dryRun) {
    List<DeadLetter> letters = new LetterReader(settings).all(filter);
    boolean named = !filter.reasons().isEmpty() || filter.place() != null;
    SelectedLetters selected =
        new SelectedLetters(
            letters,
            named,
            signer,
            bar(filter, marks(filter, letters), signer.isPresent()),
            NewestContacts.among(settings, letters));
    if (!dryRun && !selected.returning().isEmpty()) {
      send(selected.returning());
    }
    return selected.results();
  }

  /** Why a letter stays, whatever it says: by what it was picked out. */
  static Function<DeadLetter, Optional<String>> bar(
      LetterFilter filter, Map<String, ReplayMarks> marks, boolean isSigned) {
    return letter -> {
      if (filter.key() != null && letter.isContact()) {
        return Optional.of(CONTACT);
      }
      if (filter.reasons().isEmpty() && !isDefault(letter)) {
        return Optional.of(NAMED_ONLY);
      }
      if (filter.place() != null) {
        boolean namedOnly = isSigned && ReplaySigner.isNamedOnly(letter);
        return marks.getOrDefault(letter.reason(), ReplayMarks.NONE).isDone(letter, namedOnly)
            ? Optional.of(DONE)
            : Optional.empty();
      }
      return Optional.empty();
    };
  }

  private static boolean isDefault(DeadLetter letter) {
    return LetterReason.named(letter.reason()).filter(LetterReason::isDefault).isPresent();
  }

  private Map<String, ReplayMarks> marks(LetterFilter filter, List<DeadLetter> letters) {
    Map<String, ReplayMarks> marks = new HashMap<>();
    if (filter.place() != null) {
      letters.forEach(
          letter ->
              marks.computeIfAbsent(
                  letter.reason(), reason -> DeadLetterReplay.marks(settings, reason)));
    }
    return marks;
  }

  private void send(List<ProducerRecord<byte[], byte[]>> returning) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(DeadLetterReplay.producerSettings(settings, SELECTED))) {
      producer.initTransactions();
      DeadLetterReplay.sendBack(returning, producer, new HashMap<>());
    }
  }
}
