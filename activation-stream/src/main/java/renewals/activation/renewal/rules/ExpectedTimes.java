package renewals.activation.renewal.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.ExpectedUsable;
import renewals.activation.estimate.model.QuotedTime;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Update;

/**
 * A step's updates with the expected times, and the case that remembers what was quoted.
 *
 * @param after the case from now on, null if it is forgotten
 * @param updates what is published, in order
 */
public record ExpectedTimes(@Nullable Case after, List<Update> updates) {

  /** The renewal whose merchant is quoted a time in this step, null if none is. */
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
   * @param troubled whether the update names the carrier's trouble
   */
  static ExpectedTimes of(
      Case.Renewal after, List<Update> updates, ExpectedUsable expected, boolean troubled) {
    List<Update> expecting = new ArrayList<>(updates.size());
    for (Update update : updates) {
      expecting.add(update.kind().foretells() ? update.expecting(expected) : update);
    }
    QuotedTime quotedTime = new QuotedTime(expected.by(), expected.basis(), troubled);
    return new ExpectedTimes(after.promised(quotedTime), expecting);
  }
}
