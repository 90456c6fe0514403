package renewals.activation.domain;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant is told when his carrier's state changes what he was told (rules, "When will it
 * be usable").
 */
public final class CarrierNotices {

  private CarrierNotices() {}

  /**
   * Whether a renewal is to be looked at again: it waits for the review of one of the carriers. One
   * that has stalled was told that its money is owed back, and is promised nothing any more; one
   * that was never told a time has nothing to be corrected.
   */
  public static boolean concern(Case.Renewal renewal, Set<String> carriers) {
    return carriers.contains(renewal.request().carrierId())
        && renewal.waiting() instanceof Waiting.ForReview spell
        && !spell.stalled()
        && !renewal.promises().isEmpty();
  }

  /**
   * Looks at one of them again.
   *
   * @param expected of now
   * @param word the carrier's newest
   * @return CARRIER_NOTICE and the case that remembers it; null if the merchant is not told
   */
  public static @Nullable Foretelling reconsider(
      Case.Renewal renewal, ExpectedUsable expected, CarrierWord word, Instant now) {
    Instant told = renewal.promises().getLast().by();
    if (!Retelling.isDue(now, told, expected.by())) {
      return null;
    }
    Telling telling = new Telling(renewal.renewalId(), renewal, renewal.request(), now);
    telling.say(UpdateKind.CARRIER_NOTICE, null, word.causeAt(now).name(), word.messageAt(now));
    Case.Renewal after = renewal.with(renewal.waiting(), telling);
    return Foretelling.of(after, telling.said(), expected);
  }
}
