package renewals.cli.replay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the letters that were picked out go back: of those that say the same (topic, key
 * and value) the newest, since each time that something dies again it leaves one letter more.
 */
final class SelectedLetters {

  private final boolean named;
  private final Optional<ReplaySigner> signer;
  private final Set<Place> newest;
  private final Map<String, ReplayBatch> batches = new TreeMap<>();
  private final List<ProducerRecord<byte[], byte[]>> returning = new ArrayList<>();

  /** What a record says, wherever it lay. */
  private record Content(String topic, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
    static Content of(DeadLetter letter) {
      return new Content(
          letter.topic(), wrapped(letter.record().key()), wrapped(letter.record().value()));
    }

    private static @Nullable ByteBuffer wrapped(byte @Nullable [] bytes) {
      return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
  }

  /**
   * Judges letters.
   *
   * @param letters in the order in which they were written
   * @param named whether contacts, and what says no party, go back too where records are signed
   * @param bar why one of an input stays whatever it says, if it does
   * @param newest where the contacts lie that may go back
   */
  SelectedLetters(
      List<DeadLetter> letters,
      boolean named,
      Optional<ReplaySigner> signer,
      Function<DeadLetter, Optional<String>> bar,
      Set<Place> newest) {
    this.named = named;
    this.signer = signer;
    this.newest = newest;
    List<DeadLetter> open = new ArrayList<>();
    for (DeadLetter letter : letters) {
      Optional<String> barred = letter.cameFromInput() ? bar.apply(letter) : Optional.empty();
      barred.ifPresentOrElse(why -> batchOf(letter).refuse(letter, why), () -> open.add(letter));
    }
    Set<Content> back = new HashSet<>();
    for (DeadLetter letter : open.reversed()) {
      ReplayBatch batch = batchOf(letter);
      if (back.contains(Content.of(letter))) {
        batch.passDouble();
      } else if (batch.take(letter.record())) {
        back.add(Content.of(letter));
        returning.add(batch.returning().getLast());
      }
    }
  }

  private ReplayBatch batchOf(DeadLetter letter) {
    return batches.computeIfAbsent(
        letter.reason(),
        reason ->
            new ReplayBatch(reason, named, signer, ReplayMarks.NONE, new HashSet<>(), newest));
  }

  /** What goes back, in the order in which it died. */
  List<ProducerRecord<byte[], byte[]>> returning() {
    return returning.reversed();
  }

  /** What becomes of them, by reason. */
  List<ReplayResult> results() {
    return batches.values().stream().map(ReplayBatch::result).toList();
  }
}
