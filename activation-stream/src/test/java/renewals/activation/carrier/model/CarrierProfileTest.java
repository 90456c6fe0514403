package renewals.activation.carrier.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.activation.carrier.model.CarrierCondition.State;
import renewals.activation.carrier.model.CarrierDowntime.Halt;
import renewals.activation.carrier.model.CarrierProfile.Heard;

class CarrierProfileTest {

  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final CarrierStatusReport MAINTENANCE =
      report(5, State.MAINTENANCE, NOW, NOW.plus(Duration.ofHours(3)));

  @Test
  void shouldKnowWhatTheFirstWordSays() {
    assertThat(heard(null, MAINTENANCE))
        .isEqualTo(
            new CarrierProfile(
                MAINTENANCE,
                new CarrierDowntime(List.of(new Halt(NOW, MAINTENANCE.condition().endsAt())))));
  }

  @Test
  void shouldLetTheGreaterRevisionHold() {
    CarrierStatusReport normal = report(6, State.NORMAL, NOW.plusSeconds(60), null);

    CarrierProfile after = heard(heard(null, MAINTENANCE), normal);

    assertThat(after.newest()).isEqualTo(normal);
    assertThat(after.downtime().all()).containsExactly(new Halt(NOW, NOW.plusSeconds(60)));
  }

  @Test
  void shouldNotListenToALowerRevision() {
    CarrierStatusReport earlier = report(4, State.OUTAGE, NOW, null);

    assertThat(CarrierProfile.hear(heard(null, MAINTENANCE), earlier, NOW))
        .isEqualTo(new Heard.Superseded());
  }

  @Test
  void shouldKnowTheSameWordAgain() {
    CarrierStatusReport again = report(5, State.MAINTENANCE, NOW, NOW.plus(Duration.ofHours(3)));

    assertThat(CarrierProfile.hear(heard(null, MAINTENANCE), again, NOW))
        .isEqualTo(new Heard.Repeated());
  }

  @Test
  void shouldRefuseOtherContentUnderTheSameRevision() {
    CarrierStatusReport other = report(5, State.MAINTENANCE, NOW, NOW.plus(Duration.ofHours(4)));

    assertThat(CarrierProfile.hear(heard(null, MAINTENANCE), other, NOW))
        .isEqualTo(new Heard.Conflicting());
  }

  @Test
  void shouldForgetHaltsAfterAFortnight() {
    CarrierProfile known = heard(null, MAINTENANCE);
    Instant later = NOW.plus(Duration.ofDays(15));

    Heard heard = CarrierProfile.hear(known, report(6, State.NORMAL, later, null), later);

    assertThat(heard)
        .isInstanceOfSatisfying(
            Heard.Newer.class,
            newer -> assertThat(newer.now().downtime()).isEqualTo(CarrierDowntime.NONE));
  }

  @Test
  void shouldKeepTheNewestHaltsOfACarrierThatChangesAllTheTime() {
    CarrierProfile known = null;
    for (int i = 0; i < 2 * CarrierProfile.MOST_DOWNTIMES; i++) {
      Instant from = NOW.plusSeconds(10L * i);
      known = heard(known, report(i, State.OUTAGE, from, from.plusSeconds(5)));
    }

    assertThat(known.downtime().all()).hasSize(CarrierProfile.MOST_DOWNTIMES);
    assertThat(known.downtime().all().getLast().to())
        .isEqualTo(known.newest().condition().endsAt());
  }

  @Test
  void shouldTurnAtStartsAtThenAtEndsAt() {
    CarrierStatusReport ahead =
        report(1, State.MAINTENANCE, NOW.plusSeconds(60), NOW.plusSeconds(120));

    assertThat(ahead.nextTurn(NOW)).isEqualTo(NOW.plusSeconds(60));
    assertThat(ahead.nextTurn(NOW.plusSeconds(60))).isEqualTo(NOW.plusSeconds(120));
    assertThat(ahead.nextTurn(NOW.plusSeconds(120))).isNull();
  }

  @Test
  void shouldNotTurnAtMomentsThatHavePassed() {
    assertThat(report(1, State.OUTAGE, NOW.minusSeconds(1), null).nextTurn(NOW)).isNull();
  }

  @Test
  void shouldSayNothingOnceItIsOver() {
    CarrierStatusReport report =
        new CarrierStatusReport(
            "cmcc",
            1,
            new CarrierCondition(State.MAINTENANCE, NOW, NOW.plusSeconds(60)),
            "今晚维护",
            null);

    assertThat(report.messageAt(NOW)).isEqualTo("今晚维护");
    assertThat(report.messageAt(NOW.plusSeconds(60))).isNull();
  }

  private static final CarrierStatusReport OUTAGE =
      report(1, State.OUTAGE, NOW.minusSeconds(600), null);
  private static final Instant TONIGHT = NOW.plus(Duration.ofHours(10));
  private static final Instant MORNING = NOW.plus(Duration.ofHours(13));
  private static final CarrierStatusReport ANNOUNCED =
      report(2, State.MAINTENANCE, TONIGHT, MORNING);

  @Test
  void shouldKeepTheOutageInForceBesideMaintenanceThatIsAnnounced() {
    CarrierProfile known = heard(heard(null, OUTAGE), ANNOUNCED);

    assertThat(states(known))
        .containsExactly(
            State.OUTAGE + " until " + TONIGHT,
            State.MAINTENANCE + " until " + MORNING,
            State.OUTAGE + " until null");
    assertThat(known.downtime().all())
        .containsExactly(
            new Halt(NOW.minusSeconds(600), TONIGHT),
            new Halt(TONIGHT, MORNING),
            new Halt(MORNING, null));
    assertThat(known.nextTurn(NOW)).isEqualTo(TONIGHT);
    assertThat(known.nextTurn(TONIGHT)).isEqualTo(MORNING);
  }

  @Test
  void shouldNotBringBackAnOutageWhoseOwnEndComesFirst() {
    Instant noon = NOW.plus(Duration.ofHours(2));
    CarrierProfile known = heard(heard(null, report(1, State.OUTAGE, NOW, noon)), ANNOUNCED);

    assertThat(known.holding(NOW)).isEqualTo(report(1, State.OUTAGE, NOW, noon));
    assertThat(known.holding(noon)).isNull();
    assertThat(known.holding(MORNING)).isNull();
    assertThat(known.nextTurn(NOW)).isEqualTo(noon);
  }

  @Test
  void shouldEndTheOutageAndTheAnnouncementWhenTheCarrierIsNormal() {
    CarrierStatusReport normal = report(3, State.NORMAL, NOW, null);

    CarrierProfile known = heard(heard(heard(null, OUTAGE), ANNOUNCED), normal);

    assertThat(known.reports()).containsExactly(normal);
    assertThat(known.downtime().all()).containsExactly(new Halt(NOW.minusSeconds(600), NOW));
  }

  @Test
  void shouldEndTheOutageWhereItsEndIsAnnounced() {
    CarrierProfile known = heard(heard(null, OUTAGE), report(2, State.NORMAL, TONIGHT, null));

    assertThat(states(known))
        .containsExactly(State.OUTAGE + " until " + TONIGHT, State.NORMAL + " until null");
    assertThat(known.downtime().all()).containsExactly(new Halt(NOW.minusSeconds(600), TONIGHT));
  }

  @Test
  void shouldCorrectTheEndOfAnOutageByAWordOfTheSameStateThatBeginsJustNow() {
    CarrierProfile known =
        heard(heard(null, OUTAGE), report(2, State.OUTAGE, NOW.plusSeconds(2), TONIGHT));

    assertThat(known.holding(TONIGHT)).isNull();
    assertThat(known.downtime().all().getLast().to()).isEqualTo(TONIGHT);
  }

  @Test
  void shouldTakeAMovedAnnouncementForTheEarlierOne() {
    Instant later = TONIGHT.plusSeconds(3600);
    CarrierProfile known =
        heard(heard(heard(null, OUTAGE), ANNOUNCED), report(3, State.MAINTENANCE, later, MORNING));

    assertThat(known.holding(MORNING).condition().state()).isEqualTo(State.OUTAGE);
    assertThat(known.holding(NOW).condition().state()).isEqualTo(State.OUTAGE);
    assertThat(known.reports()).hasSize(3);
  }

  @Test
  void shouldKeepTheNewestAnnouncementsOfACarrierThatAnnouncesWithoutEnd() {
    CarrierProfile known = heard(null, OUTAGE);
    for (int i = 2; i < 100; i++) {
      known = heard(known, report(i, State.MAINTENANCE, TONIGHT.plusSeconds(i), MORNING));
    }

    assertThat(known.reports()).hasSize(CarrierProfile.MOST_REPORTS);
    assertThat(known.newest().revision()).isEqualTo(99);
  }

  private static List<String> states(CarrierProfile known) {
    return known.timeline().stream()
        .map(CarrierStatusReport::condition)
        .map(condition -> condition.state() + " until " + condition.endsAt())
        .toList();
  }

  private static CarrierProfile heard(CarrierProfile known, CarrierStatusReport report) {
    return ((Heard.Newer) CarrierProfile.hear(known, report, NOW)).now();
  }

  private static CarrierStatusReport report(
      long revision, State state, Instant startsAt, Instant endsAt) {
    return new CarrierStatusReport(
        "cmcc", revision, new CarrierCondition(state, startsAt, endsAt), null, null);
  }
}
