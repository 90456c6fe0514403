package renewals.notifier.topology.terminal;

import java.time.Instant;
import java.util.Optional;
import renewals.notifier.codec.json.TerminalPayload;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.terminal.CardSaid;
import renewals.notifier.domain.terminal.TerminalDisplay;

/**
 * Tells the terminal that a trigger names what it shows from now on, whatever addresses its
 * merchant has. Source: docs/notices.md, "Terminals".
 */
public final class TerminalTeller {

  private final boolean isShown;
  private final Notices notices;

  /** Where notices live. */
  public interface Notices {
    /** A notice that was just composed for an address. */
    void begin(Notice composed, Address to, Instant now);
  }

  /**
   * A teller.
   *
   * @param isShown whether there is a broker of terminals
   */
  public TerminalTeller(boolean isShown, Notices notices) {
    this.isShown = isShown;
    this.notices = notices;
  }

  /**
   * A trigger came in that is new.
   *
   * @param card what its output says of the card beside
   */
  public void tell(NotificationTrigger cause, CardSaid card, Instant now) {
    String terminalId = cause.terminalId();
    Optional<TerminalDisplay> display = TerminalDisplay.of(cause, card.until());
    if (!isShown || terminalId == null || display.isEmpty()) {
      return;
    }
    Notice notice =
        new Notice(
            cause.id(),
            cause.at(),
            cause.merchantId(),
            cause.renewalId(),
            cause.news().kind(),
            Channel.TERMINAL,
            "",
            TerminalPayload.of(cause, card.key(), display.get()),
            null);
    notices.begin(notice, new Address(terminalId, null), now);
  }
}
