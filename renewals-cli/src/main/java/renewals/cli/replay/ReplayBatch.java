package renewals.cli.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Decides which letters of a batch go back, and as what. */
final class ReplayBatch {

  private static final String CUT = "of which only the beginning was kept";
  private static final String FOLLOWED =
      "contacts that are their merchant's newest no more: went back, were followed or taken back";

  private final String reason;
  private final boolean named;
  private final Optional<ReplaySigner> signer;
  private final ReplayMarks marks;
  private final Set<String> known;
  private final Set<Place> newest;
  private final List<ProducerRecord<byte[], byte[]>> returning = new ArrayList<>();
  private final SortedMap<String, Integer> left = new TreeMap<>();
  private final SortedMap<String, Integer> refused = new TreeMap<>();
  private int doubled;

  /**
   * A batch that is empty so far.
   *
   * @param named whether the reason was named, so that letters go back that else don't
   * @param known ids of the records that went back already, which grows
   * @param newest where the contacts lie that may go back
   */
  ReplayBatch(
      String reason,
      boolean named,
      Optional<ReplaySigner> signer,
      ReplayMarks marks,
      Set<String> known,
      Set<Place> newest) {
    this.reason = reason;
    this.named = named;
    this.signer = signer;
    this.marks = marks;
    this.known = known;
    this.newest = newest;
  }

  void take(ConsumerRecords<byte[], byte[]> letters) {
    letters.forEach(this::take);
  }

  /** Whether it goes back. */
  boolean take(ConsumerRecord<byte[], byte[]> record) {
    DeadLetter letter = new DeadLetter(record);
    if (!letter.reason().equals(reason) || marks.isDone(letter, isNamedOnly(letter))) {
      return false;
    }
    if (letter.id().filter(id -> !known.add(id)).isPresent()) {
      doubled++;
      return false;
    }
    if (!letter.cameFromInput()) {
      left.merge(letter.topic(), 1, Integer::sum);
      return false;
    }
    Optional<String> why = refusal(letter);
    why.ifPresentOrElse(
        text -> refused.merge(text, 1, Integer::sum),
        () -> returning.add(signed(letter.goingBack())));
    return why.isEmpty();
  }

  /** Leaves a letter, and whatever else tells of its record. */
  void refuse(DeadLetter letter, String why) {
    letter.id().ifPresent(known::add);
    refused.merge(why, 1, Integer::sum);
  }

  /** Leaves a letter that says what goes back already. */
  void passDouble() {
    doubled++;
  }

  private boolean isNamedOnly(DeadLetter letter) {
    return signer.isPresent() && ReplaySigner.isNamedOnly(letter);
  }

  private Optional<String> refusal(DeadLetter letter) {
    if (letter.isCut()) {
      return Optional.of(CUT);
    }
    if (isNamedOnly(letter) && !named) {
      return Optional.of(ReplaySigner.Refusal.NAMED_ONLY.toString());
    }
    return signer
        .flatMap(by -> by.refusal(letter))
        .map(ReplaySigner.Refusal::toString)
        .or(() -> isFollowed(letter) ? Optional.of(FOLLOWED) : Optional.empty());
  }

  private boolean isFollowed(DeadLetter letter) {
    return letter.isContact() && letter.place().filter(newest::contains).isEmpty();
  }

  private ProducerRecord<byte[], byte[]> signed(ProducerRecord<byte[], byte[]> record) {
    signer.ifPresent(by -> by.sign(record));
    return record;
  }

  /** What goes back. */
  List<ProducerRecord<byte[], byte[]>> returning() {
    return returning;
  }

  /** What becomes of the batch. */
  ReplayResult result() {
    return new ReplayResult(
        reason, returning.size(), new TreeMap<>(left), new TreeMap<>(refused), doubled);
  }
}
