package renewals.notifier.domain.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;

class StillTrueTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant UNTIL = NOW.plus(Duration.ofDays(20));
  private static final MerchantEvent.Stop RISK =
      new MerchantEvent.Stop(false, MerchantEvent.StopCause.RISK);

  @Test
  void shouldNotSayThatACardWorksThatWasStoppedSince() {
    NotificationTrigger usable = of("R1", -5, activated(null));
    NotificationTrigger stopped = of("R1", -2, new MerchantEvent.CardStopped(RISK, null));

    assertThat(StillTrue.of(List.of(usable, stopped), NOW)).containsExactly(stopped);
  }

  @Test
  void shouldSayOfSeveralRenewalsOfACardTheLatestActivation() {
    NotificationTrigger first = of("R1", -9, activated(null));
    NotificationTrigger reminder =
        of("R1", -6, new MerchantEvent.ExpiryReminder(UNTIL, null, null, null, false));
    NotificationTrigger second = of("R2", -1, activated(null));

    assertThat(StillTrue.of(List.of(second, reminder, first), NOW)).containsExactly(second);
  }

  @Test
  void shouldTakeANumberWithItsCheckDigitAndWithoutForOneCard() {
    NotificationTrigger without = of("R1", -9, activated(null));
    NotificationTrigger with =
        new NotificationTrigger(
            "R2/-1",
            "M1",
            "R2",
            "T-1",
            "898600…1460",
            "898600…4146",
            "cmcc",
            NOW.minus(Duration.ofDays(1)),
            activated(null));

    assertThat(StillTrue.of(List.of(with, without), NOW)).containsExactly(with);
  }

  @Test
  void shouldKeepWhatIsOwedBackOfAnEarlierRenewal() {
    NotificationTrigger owed = of("R1", -9, new MerchantEvent.RefundDue(null));
    NotificationTrigger second = of("R2", -1, activated(null));

    assertThat(StillTrue.of(List.of(second, owed), NOW)).containsExactly(owed, second);
  }

  @Test
  void shouldLeaveOutThatMoneyComesBackOfALapsedRenewalThatWasPaidSince() {
    NotificationTrigger owed =
        of("R1", -9, new MerchantEvent.RefundDue(null, MerchantEvent.Overdue.LAPSED));
    NotificationTrigger paid = of("R1", -1, new MerchantEvent.Paid(null, null));

    assertThat(StillTrue.of(List.of(paid, owed), NOW)).containsExactly(paid);
  }

  @Test
  void shouldLeaveOutThatMoneyComesBackThoughTheFactThatActivatedWasReadAfterTheLapse() {
    NotificationTrigger activated = of("R1", -2, activated(null));
    NotificationTrigger owed =
        of("R1", -1, new MerchantEvent.RefundDue(null, MerchantEvent.Overdue.LAPSED));

    assertThat(StillTrue.of(List.of(activated, owed), NOW)).containsExactly(activated);
  }

  @Test
  void shouldKeepThatTooMuchWasPaidAfterTheActivation() {
    NotificationTrigger activated = of("R1", -2, activated(null));
    NotificationTrigger owed = of("R1", -1, new MerchantEvent.RefundDue(null));

    assertThat(StillTrue.of(List.of(activated, owed), NOW)).containsExactly(activated, owed);
  }

  @Test
  void shouldLeaveOutDataOfAPeriodThatHasEnded() {
    MerchantEvent low =
        new MerchantEvent.DataUsed(
            false, 9, 10, NOW.minus(Duration.ofDays(31)), NOW.minus(Duration.ofDays(3)), null);

    assertThat(StillTrue.of(List.of(of("R1", -3, low)), NOW)).isEmpty();
  }

  @Test
  void shouldLetAFailedPaymentStandOnlyForWhoHasYetToPay() {
    NotificationTrigger failed = of("R1", -1, new MerchantEvent.PaymentFailed(null, null));

    assertThat(Aspect.replaces(failed, of("R1", -2, new MerchantEvent.Lapsed()))).isTrue();
    assertThat(Aspect.replaces(failed, of("R1", -2, new MerchantEvent.Paid(null, null)))).isFalse();
  }

  private static MerchantEvent activated(MerchantEvent.Stop stop) {
    return new MerchantEvent.Activated(NOW.minus(Duration.ofDays(9)), UNTIL, 1_000, stop);
  }

  private static NotificationTrigger of(String renewalId, int days, MerchantEvent news) {
    Instant at = NOW.plus(Duration.ofDays(days));
    return new NotificationTrigger(
        renewalId + "/" + days, "M1", renewalId, "T-1", "898600…4146", "cmcc", at, news);
  }
}
