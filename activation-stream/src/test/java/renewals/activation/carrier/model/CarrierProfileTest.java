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
      word(5, State.MAINTENANCE, NOW, NOW.plus(Duration.ofHours(3)));

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
    CarrierStatusReport normal = word(6, State.NORMAL, NOW.plusSeconds(60), null);

    CarrierProfile after = heard(heard(null, MAINTENANCE), normal);

    assertThat(after.word()).isEqualTo(normal);
    assertThat(after.halts().all()).containsExactly(new Halt(NOW, NOW.plusSeconds(60)));
  }

  @Test
  void shouldNotListenToALowerRevision() {
    CarrierStatusReport earlier = word(4, State.OUTAGE, NOW, null);

    assertThat(CarrierProfile.hear(heard(null, MAINTENANCE), earlier, NOW))
        .isEqualTo(new Heard.Superseded());
  }

  @Test
  void shouldKnowTheSameWordAgain() {
    CarrierStatusReport again = word(5, State.MAINTENANCE, NOW, NOW.plus(Duration.ofHours(3)));

    assertThat(CarrierProfile.hear(heard(null, MAINTENANCE), again, NOW))
        .isEqualTo(new Heard.Repeated());
  }

  @Test
  void shouldRefuseOtherContentUnderTheSameRevision() {
    CarrierStatusReport other = word(5, State.MAINTENANCE, NOW, NOW.plus(Duration.ofHours(4)));

    assertThat(CarrierProfile.hear(heard(null, MAINTENANCE), other, NOW))
        .isEqualTo(new Heard.Conflicting());
  }

  @Test
  void shouldForgetHaltsAfterAFortnight() {
    CarrierProfile known = heard(null, MAINTENANCE);
    Instant later = NOW.plus(Duration.ofDays(15));

    Heard heard = CarrierProfile.hear(known, word(6, State.NORMAL, later, null), later);

    assertThat(heard)
        .isInstanceOfSatisfying(
            Heard.Newer.class,
            newer -> assertThat(newer.now().halts()).isEqualTo(CarrierDowntime.NONE));
  }

  @Test
  void shouldKeepTheNewestHaltsOfACarrierThatChangesAllTheTime() {
    CarrierProfile known = null;
    for (int i = 0; i < 2 * CarrierProfile.MOST_HALTS; i++) {
      Instant from = NOW.plusSeconds(10L * i);
      known = heard(known, word(i, State.OUTAGE, from, from.plusSeconds(5)));
    }

    assertThat(known.halts().all()).hasSize(CarrierProfile.MOST_HALTS);
    assertThat(known.halts().all().getLast().to()).isEqualTo(known.word().condition().endsAt());
  }

  @Test
  void shouldTurnAtStartsAtThenAtEndsAt() {
    CarrierStatusReport ahead =
        word(1, State.MAINTENANCE, NOW.plusSeconds(60), NOW.plusSeconds(120));

    assertThat(ahead.nextTurn(NOW)).isEqualTo(NOW.plusSeconds(60));
    assertThat(ahead.nextTurn(NOW.plusSeconds(60))).isEqualTo(NOW.plusSeconds(120));
    assertThat(ahead.nextTurn(NOW.plusSeconds(120))).isNull();
  }

  @Test
  void shouldNotTurnAtMomentsThatHavePassed() {
    assertThat(word(1, State.OUTAGE, NOW.minusSeconds(1), null).nextTurn(NOW)).isNull();
  }

  @Test
  void shouldSayNothingOnceItIsOver() {
    CarrierStatusReport word =
        new CarrierStatusReport(
            "cmcc",
            1,
            new CarrierCondition(State.MAINTENANCE, NOW, NOW.plusSeconds(60)),
            "今晚维护",
            null);

    assertThat(word.messageAt(NOW)).isEqualTo("今晚维护");
    assertThat(word.messageAt(NOW.plusSeconds(60))).isNull();
  }

  private static final CarrierStatusReport OUTAGE =
      word(1, State.OUTAGE, NOW.minusSeconds(600), null);
  private static final Instant TONIGHT = NOW.plus(Duration.ofHours(10));
  private static final Instant MORNING = NOW.plus(Duration.ofHours(13));
  private static final CarrierStatusReport ANNOUNCED = word(2, State.MAINTENANCE, TONIGHT, MORNING);

  @Test
  void shouldKeepTheOutageInForceBesideMaintenanceThatIsAnnounced() {
    CarrierProfile known = heard(heard(null, OUTAGE), ANNOUNCED);

    assertThat(states(known))
        .containsExactly(
            State.OUTAGE + " until " + TONIGHT,
            State.MAINTENANCE + " until " + MORNING,
            State.OUTAGE + " until null");
    assertThat(known.halts().all())
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
    CarrierProfile known = heard(heard(null, word(1, State.OUTAGE, NOW, noon)), ANNOUNCED);

    assertThat(known.holding(NOW)).isEqualTo(word(1, State.OUTAGE, NOW, noon));
    assertThat(known.holding(noon)).isNull();
    assertThat(known.holding(MORNING)).isNull();
    assertThat(known.nextTurn(NOW)).isEqualTo(noon);
  }

  @Test
  void shouldEndTheOutageAndTheAnnouncementWhenTheCarrierIsNormal() {
    CarrierStatusReport normal = word(3, State.NORMAL, NOW, null);

    CarrierProfile known = heard(heard(heard(null, OUTAGE), ANNOUNCED), normal);

    assertThat(known.words()).containsExactly(normal);
    assertThat(known.halts().all()).containsExactly(new Halt(NOW.minusSeconds(600), NOW));
  }

  @Test
  void shouldEndTheOutageWhereItsEndIsAnnounced() {
    CarrierProfile known = heard(heard(null, OUTAGE), word(2, State.NORMAL, TONIGHT, null));

    assertThat(states(known))
        .containsExactly(State.OUTAGE + " until " + TONIGHT, State.NORMAL + " until null");
    assertThat(known.halts().all()).containsExactly(new Halt(NOW.minusSeconds(600), TONIGHT));
  }

  @Test
  void shouldCorrectTheEndOfAnOutageByAWordOfTheSameStateThatBeginsJustNow() {
    CarrierProfile known =
        heard(heard(null, OUTAGE), word(2, State.OUTAGE, NOW.plusSeconds(2), TONIGHT));

    assertThat(known.holding(TONIGHT)).isNull();
    assertThat(known.halts().all().getLast().to()).isEqualTo(TONIGHT);
  }

  @Test
  void shouldTakeAMovedAnnouncementForTheEarlierOne() {
    Instant later = TONIGHT.plusSeconds(3600);
    CarrierProfile known =
        heard(heard(heard(null, OUTAGE), ANNOUNCED), word(3, State.MAINTENANCE, later, MORNING));

    assertThat(known.holding(MORNING).condition().state()).isEqualTo(State.OUTAGE);
    assertThat(known.holding(NOW).condition().state()).isEqualTo(State.OUTAGE);
    assertThat(known.words()).hasSize(3);
  }

  @Test
  void shouldKeepTheNewestAnnouncementsOfACarrierThatAnnouncesWithoutEnd() {
    CarrierProfile known = heard(null, OUTAGE);
    for (int i = 2; i < 100; i++) {
      known = heard(known, word(i, State.MAINTENANCE, TONIGHT.plusSeconds(i), MORNING));
    }

    assertThat(known.words()).hasSize(CarrierProfile.MOST_WORDS);
    assertThat(known.word().revision()).isEqualTo(99);
  }

  private static List<String> states(CarrierProfile known) {
    return known.timeline().stream()
        .map(CarrierStatusReport::condition)
        .map(condition -> condition.state() + " until " + condition.endsAt())
        .toList();
  }

  private static CarrierProfile heard(CarrierProfile known, CarrierStatusReport word) {
    return ((Heard.Newer) CarrierProfile.hear(known, word, NOW)).now();
  }

  private static CarrierStatusReport word(
      long revision, State state, Instant startsAt, Instant endsAt) {
    return new CarrierStatusReport(
        "cmcc", revision, new CarrierCondition(state, startsAt, endsAt), null, null);
  }
}
