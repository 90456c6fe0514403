package renewals.portal.merchant;

import java.util.List;
import renewals.portal.merchant.RenewalView.Fact;
import renewals.portal.merchant.RenewalView.Note;
import renewals.portal.merchant.RenewalView.Tone;

/**
 * What a renewal would give, worded.
 *
 * @param second by when it would be so; empty if nobody can say
 * @param notes warnings, and until when to renew
 * @param card what the ledger knows of the card; empty where none is shown
 * @param channels the soonest first
 */
public record QuoteView(
    Tone tone,
    String status,
    String answer,
    String second,
    List<Note> notes,
    List<Fact> card,
    List<Channel> channels,
    String zone) {

  /**
   * One way to pay.
   *
   * @param likely empty if nobody can say
   * @param by empty if nobody can say
   * @param held how often its times held, in per cent; empty where none came due
   */
  public record Channel(String name, String likely, String by, String held) {}
}
