package renewals.notifier.domain.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.Refusal;
import renewals.notifier.domain.terminal.TerminalDisplay.Shown;
import renewals.notifier.domain.terminal.TerminalDisplay.Side;
import renewals.notifier.domain.terminal.TerminalDisplay.State;
import renewals.schemas.card.CardExpiry;

class TerminalDisplayTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));
  private static final Instant BY = NOW.plus(Duration.ofHours(3));
  private static final MerchantEvent.Stop RISK =
      new MerchantEvent.Stop(false, MerchantEvent.StopCause.RISK);

  @Test
  void shouldShowUntilWhenTheCardWorks() {
    assertThat(sides(new MerchantEvent.Activated(NOW, UNTIL, 1_000, null)))
        .containsEntry(Side.VALIDITY, new Shown(State.ACTIVE, UNTIL))
        .containsEntry(Side.BLOCK, new Shown(State.ACTIVE, null))
        .containsEntry(Side.RENEWAL, new Shown(State.OVER, null))
        .containsEntry(Side.DATA, new Shown(State.OVER, null))
        .containsEntry(Side.TOLD, new Shown(State.OVER, null));
  }

  /** As all others who show a card. */
  @Test
  void shouldHaveTheLedgersWordOutrankARequests() {
    assertThat(CardExpiry.asRequested(UNTIL).then(CardExpiry.ofLedger(NOW)).isOfLedger()).isTrue();
    int told = TerminalDisplay.rank(Side.TOLD, State.ACTIVE);
    for (State ofLedger : List.of(State.ACTIVE, State.EXPIRING, State.EXPIRED, State.ENDED)) {
      assertThat(TerminalDisplay.rank(Side.VALIDITY, ofLedger))
          .as(ofLedger.name())
          .isGreaterThan(told);
    }
  }

  @Test
  void shouldShowACardThatIsActivatedAndStopped() {
    assertThat(sides(new MerchantEvent.Activated(NOW, UNTIL, 1_000, RISK)))
        .containsEntry(Side.VALIDITY, new Shown(State.ACTIVE, UNTIL))
        .containsEntry(Side.BLOCK, new Shown(State.SUSPENDED, null));
  }

  @Test
  void shouldShowWhatIsLeftAfterAReversalAsOfItsOwnTime() {
    NotificationTrigger reversed =
        cause(NOW, new MerchantEvent.Reversed(NOW.plusSeconds(60), null, UNTIL));

    assertThat(TerminalDisplay.of(reversed, null))
        .contains(
            new TerminalDisplay(
                NOW.plusSeconds(60),
                Map.of(
                    Side.VALIDITY,
                    new Shown(State.ACTIVE, UNTIL),
                    Side.RENEWAL,
                    new Shown(State.CANCELLED, null)),
                false));
    assertThat(sides(new MerchantEvent.Reversed(NOW, null, null)))
        .containsEntry(Side.VALIDITY, new Shown(State.ENDED, null));
  }

  @Test
  void shouldChangeNothingOfTheCardByNewsOfItsRenewal() {
    Amount amount = new Amount(5_000, "CNY");
    Expected expected = new Expected(null, BY, "carrier", 9, null);

    for (MerchantEvent news :
        List.of(
            new MerchantEvent.Paid(amount, expected),
            new MerchantEvent.Delayed(expected),
            new MerchantEvent.CarrierNotice(expected, "OUTAGE", null),
            new MerchantEvent.Stalled(),
            new MerchantEvent.Underpaid(amount),
            new MerchantEvent.Approved(amount),
            new MerchantEvent.Lapsed(),
            new MerchantEvent.Rejected(Refusal.OTHER, null, null),
            new MerchantEvent.Refunded(amount))) {
      assertThat(sides(news)).as("%s", news).containsOnlyKeys(Side.RENEWAL);
    }
    assertThat(sides(new MerchantEvent.Paid(amount, expected)))
        .containsEntry(Side.RENEWAL, new Shown(State.RENEWING, BY));
  }

  @Test
  void shouldShowUntilWhenTheCardWorksAsTheRequestSaid() {
    NotificationTrigger paid = cause(NOW, new MerchantEvent.Paid(null, null));

    assertThat(TerminalDisplay.of(paid, UNTIL).orElseThrow().sides())
        .containsEntry(Side.TOLD, new Shown(State.ACTIVE, UNTIL));
    assertThat(TerminalDisplay.of(paid, NOW).orElseThrow().sides()).doesNotContainKey(Side.TOLD);
  }

  @Test
  void shouldShowThatACardHasExpiredOnceItHas() {
    assertThat(sides(new MerchantEvent.ExpiryReminder(UNTIL, null)))
        .containsExactlyEntriesOf(Map.of(Side.VALIDITY, new Shown(State.EXPIRING, UNTIL)));
    assertThat(sides(new MerchantEvent.ExpiryReminder(NOW, null)))
        .containsEntry(Side.VALIDITY, new Shown(State.EXPIRED, NOW))
        .containsEntry(Side.DATA, new Shown(State.OVER, null));
  }

  @Test
  void shouldNotCallDataUsedUpForLongerThanTheCarriersPeriod() {
    MerchantEvent usedUp = new MerchantEvent.DataUsed(true, 9, 9, NOW, NOW, null);

    assertThat(sides(usedUp))
        .containsEntry(Side.DATA, new Shown(State.DATA_USED_UP, NOW.plus(Duration.ofDays(31))));
  }

  /** Whatever a renewal is at, it never ranks above a card that works, and never saves one. */
  @Test
  void shouldRankACardThatWorksAboveItsRenewalAndBelowWhatStopsIt() {
    for (State renewal :
        List.of(State.CANCELLED, State.PAYMENT_DUE, State.RENEWING, State.REFUSED)) {
      assertThat(
              Arrays.asList(
                  TerminalDisplay.rank(Side.RENEWAL, renewal),
                  TerminalDisplay.rank(Side.TOLD, State.ACTIVE),
                  TerminalDisplay.rank(Side.VALIDITY, State.EXPIRED),
                  TerminalDisplay.rank(Side.VALIDITY, State.ACTIVE),
                  TerminalDisplay.rank(Side.DATA, State.DATA_USED_UP),
                  TerminalDisplay.rank(Side.BLOCK, State.SUSPENDED),
                  TerminalDisplay.rank(Side.BLOCK, State.CLOSED)))
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldLeaveWhatIsShownWhereNewsIsOfMoneyAlone() {
    assertThat(TerminalDisplay.of(cause(NOW, new MerchantEvent.RefundDue(null)), UNTIL)).isEmpty();
  }

  private static Map<Side, Shown> sides(MerchantEvent news) {
    return TerminalDisplay.of(cause(NOW, news), null).orElseThrow().sides();
  }

  private static NotificationTrigger cause(Instant at, MerchantEvent news) {
    @Nullable String none = null;
    return new NotificationTrigger("R1/u1", "M-1", "R1", "T-77", none, none, at, news);
  }
}
