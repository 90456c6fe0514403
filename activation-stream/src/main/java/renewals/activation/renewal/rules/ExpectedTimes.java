package renewals.activation.renewal.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.QuotedTime;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Update;

/**
 * A step's updates with what is expected, and the case that remembers what was told.
 *
 * @param after the case from now on, null if it is forgotten
 * @param updates what is said, in order
 */
public record ExpectedTimes(@Nullable Case after, List<Update> updates) {

  /** The renewal that merchants are told a time of in this step, null if they are not. */
  public static Case.@Nullable Renewal asked(@Nullable Case after, List<Update> updates) {
    if (!(after instanceof Case.Renewal renewal)) {
      return null;
    }
    for (Update update : updates) {
      if (update.kind().foretells()) {
        return renewal;
      }
    }
    return null;
  }

  /** The step once it is known what is expected. */
  public static ExpectedTimes of(
      Case.Renewal after, List<Update> updates, ExpectedUsable expected) {
    return of(after, updates, expected, expected.trouble() != null);
  }

  /**
   * The same.
   *
   * @param troubled whether what is said names the carrier's trouble
   */
  static ExpectedTimes of(
      Case.Renewal after, List<Update> updates, ExpectedUsable expected, boolean troubled) {
    List<Update> told = new ArrayList<>(updates.size());
    for (Update update : updates) {
      told.add(update.kind().foretells() ? update.expecting(expected) : update);
    }
    QuotedTime promise = new QuotedTime(expected.by(), expected.basis(), troubled);
    return new ExpectedTimes(after.promised(promise), told);
  }
}
