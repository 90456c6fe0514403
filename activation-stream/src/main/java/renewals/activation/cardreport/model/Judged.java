package renewals.activation.cardreport.model;

import java.util.List;

/** What a report comes to. */
public sealed interface Judged {

  /**
   * It holds from now on.
   *
   * @param after what the carrier has reported, with it
   * @param news what is told, to whom it concerns
   */
  record Applied(Reported after, List<CardNews> news) implements Judged {}

  /** It is known already, or something newer is. */
  record Duplicate() implements Judged {}

  /** It is refused. */
  record Refused(Reason reason, String text) implements Judged {}

  /** Why a report is refused, by the contract's words. */
  enum Reason {
    CONFLICTING_DUPLICATE,
    TOO_MANY_FACTS
  }
}
