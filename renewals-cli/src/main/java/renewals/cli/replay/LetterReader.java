package renewals.cli.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import renewals.cli.tail.Output;
import renewals.cli.tail.TopicTail;
import renewals.kit.Settings;

/** Reads the dead letters that are there now. */
public final class LetterReader {

  private final TopicTail tail;

  public LetterReader(Settings settings) {
    this.tail = new TopicTail(settings, Output.DEAD_LETTERS);
  }

  /**
   * Those that fit, one after another: none is kept here.
   *
   * @param since what was stamped before is left out; null for everything
   */
  public void each(LetterFilter filter, @Nullable Instant since, Consumer<DeadLetter> sink) {
    tail.recordsToEnd(
        since,
        record -> {
          DeadLetter letter = new DeadLetter(record);
          if (filter.fits(letter)) {
            sink.accept(letter);
          }
        });
  }

  /** All that fit, whole: of a filter that picks few out. */
  public List<DeadLetter> all(LetterFilter filter) {
    List<DeadLetter> found = new ArrayList<>();
    each(filter, null, found::add);
    return found;
  }
}
