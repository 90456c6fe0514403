package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Events.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.activation.estimate.model.QuotedTime;
import renewals.activation.renewal.model.Case;
import renewals.v1.CarrierState;
import renewals.v1.CarrierStatus;
import renewals.v1.ExpectedUsable;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/**
 * What a carrier's state does to those who wait for it. Nothing has been learnt here, so a renewal
 * that was just paid is expected within 24 hours.
 */
class CarrierNoticeTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);
  private Instant promised;

  @BeforeEach
  void aPaidRenewal() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    promised = pipeline.updates().getLast().getExpectedUsable().getBy();
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldTellThatMaintenanceShiftsTheTime() {
    CarrierStatus maintenance = maintenance(1, Duration.ofHours(8));
    maintenance.setMessageZh("系统升级");
    hear(maintenance);

    RenewalUpdate notice = onlyNotice();
    assertThat(notice.getUpdateId()).isEqualTo("R1/u3");
    assertThat(notice.getReason()).isEqualTo("MAINTENANCE");
    assertThat(notice.getText()).isEqualTo("系统升级");
    assertThat(notice.getExpectedUsable().getWhy()).isEqualTo("MAINTENANCE");
    assertThat(Duration.between(promised, notice.getExpectedUsable().getBy()))
        .isCloseTo(Duration.ofHours(8), Duration.ofMinutes(1));
  }

  @Test
  void shouldKeepSilentIfMaintenanceShiftsTheTimeByLessThanAQuarter() {
    hear(maintenance(1, Duration.ofHours(5)));

    assertThat(pipeline.updates()).isEmpty();
  }

  @Test
  void shouldTellThatAnOutageWithoutEndTakesTheTimeAway() {
    hear(outage(1));

    ExpectedUsable expected = onlyNotice().getExpectedUsable();
    assertThat(expected.getBy()).isNull();
    assertThat(expected.getWhy()).isEqualTo("OUTAGE_OPEN_END");
  }

  @Test
  void shouldGiveTheTimeBackWhenTheCarrierIsNormalAgain() {
    hear(outage(1));
    pipeline.updates();
    pipeline.advance(Duration.ofHours(2));

    hear(status(2, CarrierState.NORMAL, pipeline.now(), null));

    RenewalUpdate notice = onlyNotice();
    assertThat(notice.getReason()).isEqualTo("NORMAL");
    assertThat(Duration.between(promised, notice.getExpectedUsable().getBy()))
        .isCloseTo(Duration.ofHours(2), Duration.ofMinutes(1));
  }

  @Test
  void shouldRememberWhatItToldSoThatItIsToldOnce() {
    hear(outage(1));
    pipeline.updates();

    hear(status(2, CarrierState.OUTAGE, CLOCK.minusSeconds(60), null));

    assertThat(pipeline.updates()).isEmpty();
    assertThat(((Case.Renewal) pipeline.caseOf("R1")).promises())
        .extracting(QuotedTime::by)
        .containsExactly(promised, null);
  }

  @Test
  void shouldTellOfANewlyPaidRenewalByTheCarriersStateAtOnce() {
    hear(outage(1));
    pipeline.updates();
    pipeline.take(requested("R2", pipeline.now()));
    pipeline.take(settled("R2", "P2", 5000, pipeline.now()));
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.ACCEPTED, UpdateKind.PAID);
  }

  @Test
  void shouldTellAtStartsAtIfTheRenewalStillWaitsThen() {
    Instant startsAt = CLOCK.plus(Duration.ofHours(30));
    hear(status(1, CarrierState.OUTAGE, startsAt, null));
    assertThat(pipeline.updates()).isEmpty();

    pipeline.advance(Duration.between(pipeline.now(), startsAt));
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(onlyNotice().getReason()).isEqualTo("OUTAGE");
  }

  @Test
  void shouldLookAgainAtStartsAtAndEndsAtOnlyWhileTheyLieAhead() {
    Instant startsAt = CLOCK.plus(Duration.ofHours(1));
    Instant endsAt = CLOCK.plus(Duration.ofHours(2));
    hear(status(1, CarrierState.DEGRADED, startsAt, endsAt));
    assertThat(pipeline.nextTurnOf("cmcc")).isEqualTo(startsAt);

    pipeline.advance(Duration.ofHours(1));
    assertThat(pipeline.nextTurnOf("cmcc")).isEqualTo(endsAt);

    pipeline.advance(Duration.ofHours(1));
    assertThat(pipeline.nextTurnOf("cmcc")).isNull();
  }

  @Test
  void shouldNotTellThoseWhoWaitForAnotherCarrier() {
    CarrierStatus other = outage(1);
    other.setCarrierId("cucc");

    hear(other);

    assertThat(pipeline.updates()).isEmpty();
  }

  @Test
  void shouldNotTellThoseWhoHaveNotPaid() {
    pipeline.take(requested("R2", CLOCK));
    pipeline.updates();

    hear(outage(1));

    assertThat(onlyNotice().getRenewalId()).isEqualTo("R1");
  }

  @Test
  void shouldNotTellThoseWhoseCardIsUsable() {
    pipeline.take(approved("R1", "V1", CLOCK));
    pipeline.updates();

    hear(outage(1));

    assertThat(pipeline.updates()).isEmpty();
  }

  @Test
  void shouldTellThoseWhoWereToldOfADelay() {
    pipeline.advance(Duration.ofDays(4));
    pipeline.updates();

    hear(outage(1));

    assertThat(onlyNotice().getRenewalId()).isEqualTo("R1");
  }

  @Test
  void shouldPromiseNothingToThoseWhoseRenewalHasStalled() {
    pipeline.advance(Duration.ofDays(15));
    pipeline.updates();

    hear(outage(1));

    assertThat(pipeline.updates()).isEmpty();
  }

  @Test
  void shouldNotHideTheOutageInForceBehindMaintenanceThatIsAnnounced() {
    hear(outage(1));
    pipeline.updates();
    Instant tomorrow = CLOCK.plus(Duration.ofHours(20));
    hear(status(2, CarrierState.MAINTENANCE, tomorrow, tomorrow.plusSeconds(3600)));
    assertThat(pipeline.updates()).isEmpty();

    pipeline.take(requested("R2", pipeline.now()));
    pipeline.take(settled("R2", "P2", 5000, pipeline.now()));

    assertThat(pipeline.updates().getLast().getExpectedUsable())
        .satisfies(
            expected -> {
              assertThat(expected.getBy()).isNull();
              assertThat(expected.getWhy()).isEqualTo("OUTAGE_OPEN_END");
            });
  }

  @Test
  void shouldNameTheOutageInForceWhereBothShiftTheTime() {
    hear(status(1, CarrierState.OUTAGE, CLOCK, CLOCK.plus(Duration.ofHours(8))));
    assertThat(onlyNotice().getReason()).isEqualTo("OUTAGE");

    Instant tonight = CLOCK.plus(Duration.ofHours(12));
    hear(status(2, CarrierState.MAINTENANCE, tonight, tonight.plus(Duration.ofHours(12))));

    RenewalUpdate notice = onlyNotice();
    assertThat(notice.getReason()).isEqualTo("OUTAGE");
    assertThat(Duration.between(promised, notice.getExpectedUsable().getBy()))
        .isCloseTo(Duration.ofHours(20), Duration.ofMinutes(1));
  }

  @Test
  void shouldSayNothingOfTroubleThatBeganAndEndedUnheard() {
    HandHeldProgress behind = new HandHeldProgress();
    behind.watermark = CLOCK.toEpochMilli();
    try (Pipeline down = new Pipeline(CLOCK, behind)) {
      down.take(requested("R1", CLOCK));
      down.take(settled("R1", "P1", 5000, CLOCK));
      down.updates();
      down.advance(Duration.ofHours(30));
      down.take(outage(1));
      down.take(status(2, CarrierState.NORMAL, down.now().minusSeconds(60), null));
      down.advance(Duration.ofSeconds(1));

      behind.watermark = Long.MAX_VALUE;
      down.advance(Duration.ofSeconds(1));
      down.advance(Duration.ofSeconds(1));

      assertThat(down.updates()).isEmpty();
    }
  }

  private void hear(CarrierStatus status) {
    pipeline.take(status);
    pipeline.advance(Duration.ofSeconds(1));
  }

  private RenewalUpdate onlyNotice() {
    List<RenewalUpdate> updates = pipeline.updates();
    assertThat(updates)
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.CARRIER_NOTICE);
    return updates.getFirst();
  }

  private static CarrierStatus outage(long revision) {
    return status(revision, CarrierState.OUTAGE, CLOCK, null);
  }

  private static CarrierStatus maintenance(long revision, Duration lasts) {
    return status(revision, CarrierState.MAINTENANCE, CLOCK, CLOCK.plus(lasts));
  }
}
