package renewals.producer.callback.notice;

import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.schemas.contract.Violation;

/** A channel's key proves that it speaks, not that it speaks of us: all its merchants share it. */
public final class OurIds {

  private OurIds() {}

  /**
   * Demands that a field says what is ours.
   *
   * @throws RefusedNoticeException it is for somebody else
   */
  public static void demand(String field, String given, String ours) throws RefusedNoticeException {
    if (!given.equals(ours)) {
      throw new RefusedNoticeException(
          Reason.MERCHANT, new Violation(field, given, "the one that is configured").toString());
    }
  }
}
