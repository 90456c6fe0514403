package renewals.producer.reconcile.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDue.State;

class ReconcileRulesTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant PAID_AT = AT.plusSeconds(90);
  private static final Instant END = AT.plus(Duration.ofDays(30));
  private static final KnownRenewal WAITS =
      new KnownRenewal(true, true, false, false, Optional.empty(), Optional.empty());
  private static final KnownRenewal PAID =
      new KnownRenewal(true, false, true, false, Optional.of(PAID_AT), Optional.of(END));
  private static final KnownRenewal GIVEN_BACK =
      new KnownRenewal(true, false, false, false, Optional.of(PAID_AT), Optional.empty());
  private static final KnownRenewal REFUSED =
      new KnownRenewal(true, false, false, false, Optional.empty(), Optional.empty());
  private static final KnownRenewal FREE =
      new KnownRenewal(true, false, false, true, Optional.empty(), Optional.empty());
  private static final ChannelWord OPEN =
      new ChannelWord(Optional.of(PAID_AT), Optional.of("some went back"));
  private static final ChannelWord NOTHING = new ChannelWord(Optional.empty(), Optional.empty());
  private static final ReconcileDue FIRST = ReconcileRules.requested("R-1", "wx", AT);

  @Test
  void shouldAskFourTimesForAPaymentThatDoesNotCome() {
    List<Duration> asked = new ArrayList<>();
    Optional<ReconcileDue> due = Optional.of(FIRST);
    while (due.isPresent()) {
      Instant now = due.get().dueAt();
      assertThat(ReconcileRules.look(due.get(), WAITS, now)).isEqualTo(new Look.Ask());
      asked.add(Duration.between(AT, now));
      due = ReconcileRules.answered(due.get(), WAITS, NOTHING, now);
    }

    assertThat(asked)
        .containsExactly(
            Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24));
  }

  @Test
  void shouldAskOnceForAllThatWasMissedWhileItWasAway() {
    Optional<ReconcileDue> next =
        ReconcileRules.answered(FIRST, WAITS, NOTHING, AT.plus(Duration.ofHours(7)));

    assertThat(next).map(ReconcileDue::dueAt).contains(AT.plus(Duration.ofHours(24)));
  }

  @Test
  void shouldAskForRefundsADayAfterThePaymentAndADayBeforeTheEnd() {
    ReconcileDue paid = passed(ReconcileRules.look(FIRST, PAID, FIRST.dueAt())).orElseThrow();
    assertThat(paid.state()).isEqualTo(State.PAID);
    assertThat(paid.dueAt()).isEqualTo(PAID_AT.plus(Duration.ofHours(24)));
    assertThat(ReconcileRules.look(paid, PAID, paid.dueAt())).isEqualTo(new Look.Ask());

    ReconcileDue last = ReconcileRules.answered(paid, PAID, NOTHING, paid.dueAt()).orElseThrow();
    assertThat(last.dueAt()).isEqualTo(END.minus(Duration.ofHours(24)));
    assertThat(ReconcileRules.look(last, PAID, last.dueAt())).isEqualTo(new Look.Ask());
    assertThat(ReconcileRules.answered(last, PAID, NOTHING, last.dueAt())).isEmpty();
  }

  @Test
  void shouldWaitForAnEndThatHasMoved() {
    Instant later = END.plus(Duration.ofDays(30));
    ReconcileDue last = due(State.PAID, 1, END.minus(Duration.ofHours(24)));
    KnownRenewal stacked =
        new KnownRenewal(true, false, true, false, Optional.of(PAID_AT), Optional.of(later));

    assertThat(passed(ReconcileRules.look(last, stacked, last.dueAt())))
        .map(ReconcileDue::dueAt)
        .contains(later.minus(Duration.ofHours(24)));
  }

  @Test
  void shouldLookDailyWhileTheEndIsUnknown() {
    KnownRenewal underReview =
        new KnownRenewal(true, false, true, false, Optional.of(PAID_AT), Optional.empty());
    ReconcileDue paid = due(State.PAID, 1, PAID_AT.plus(Duration.ofDays(2)));

    assertThat(passed(ReconcileRules.look(paid, underReview, paid.dueAt())))
        .map(ReconcileDue::dueAt)
        .contains(paid.dueAt().plus(Duration.ofDays(1)));
    assertThat(passed(ReconcileRules.look(paid, underReview, PAID_AT.plus(Duration.ofDays(46)))))
        .isEmpty();
  }

  @Test
  void shouldNotAskForWhatNobodyKnows() {
    Instant now = FIRST.dueAt();

    assertThat(passed(ReconcileRules.look(FIRST, KnownRenewal.UNKNOWN, now)))
        .map(ReconcileDue::dueAt)
        .contains(now.plus(Duration.ofHours(1)));
    assertThat(
            passed(ReconcileRules.look(FIRST, KnownRenewal.UNKNOWN, AT.plus(Duration.ofDays(8)))))
        .isEmpty();
  }

  @Test
  void shouldEndWhenAllStaysGivenBackOrNothingIsToPay() {
    ReconcileDue paid = due(State.PAID, 1, PAID_AT.plus(Duration.ofDays(2)));

    assertThat(passed(ReconcileRules.look(paid, GIVEN_BACK, paid.dueAt()))).isEmpty();
    assertThat(passed(ReconcileRules.look(FIRST, FREE, FIRST.dueAt()))).isEmpty();
  }

  @Test
  void shouldGoOnAskingForWhatWasRefused() {
    assertThat(ReconcileRules.look(FIRST, REFUSED, FIRST.dueAt())).isEqualTo(new Look.Ask());
    assertThat(ReconcileRules.answered(FIRST, REFUSED, NOTHING, FIRST.dueAt()))
        .as("it may be approved and paid yet")
        .map(ReconcileDue::dueAt)
        .contains(AT.plus(Duration.ofHours(1)));
  }

  @Test
  void shouldGoOnAskingForWhatWasGivenBackAndMayBePaidAgain() {
    ReconcileDue paid = due(State.PAID, 0, PAID_AT.plus(Duration.ofHours(24)));

    assertThat(ReconcileRules.look(FIRST, GIVEN_BACK, FIRST.dueAt())).isEqualTo(new Look.Ask());
    assertThat(ReconcileRules.look(paid, GIVEN_BACK, paid.dueAt())).isEqualTo(new Look.Ask());
  }

  @Test
  void shouldAskForRefundsOfAPaymentThatWasNews() {
    Instant late = AT.plus(Duration.ofHours(60));
    ReconcileDue last = due(State.WAITING, 3, AT.plus(Duration.ofHours(24)));
    ChannelWord first = new ChannelWord(Optional.of(PAID_AT), Optional.empty());
    ChannelWord another = new ChannelWord(Optional.of(PAID_AT.plusSeconds(1)), Optional.empty());
    ReconcileDue again = due(State.PAID, 0, late.plus(Duration.ofHours(24)));

    assertThat(ReconcileRules.answered(last, REFUSED, first, late)).contains(again);
    ReconcileDue next = ReconcileRules.answered(again, GIVEN_BACK, another, late).orElseThrow();
    assertThat(next.asked()).isZero();
    assertThat(ReconcileRules.answered(again, GIVEN_BACK, first, late).orElseThrow().asked())
        .isEqualTo(1);
  }

  @Test
  void shouldGoOnAskingWhileWhatTheChannelToldDoesNotSuffice() {
    ChannelWord part = new ChannelWord(Optional.of(PAID_AT), Optional.empty());

    assertThat(ReconcileRules.answered(FIRST, WAITS, part, FIRST.dueAt()))
        .map(ReconcileDue::state)
        .contains(State.WAITING);
    ReconcileDue last = due(State.WAITING, 3, AT.plus(Duration.ofHours(24)));
    assertThat(ReconcileRules.answered(last, WAITS, part, last.dueAt()))
        .map(ReconcileDue::state)
        .contains(State.PAID);
  }

  @Test
  void shouldHandWhatNobodyCanKnowToOperators() {
    ReconcileDue unknown = ReconcileRules.answered(FIRST, WAITS, OPEN, FIRST.dueAt()).orElseThrow();

    assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
    assertThat(unknown.why()).isEqualTo("some went back");
    assertThat(unknown.dueAt()).as("since when").isEqualTo(FIRST.dueAt());
  }

  @Test
  void shouldAskOnceMoreForRefundsOfWhatIsOnTheList() {
    ReconcileDue paid = due(State.PAID, 0, PAID_AT.plus(Duration.ofHours(24)));
    Instant last = END.minus(Duration.ofHours(24));

    ReconcileDue listed = ReconcileRules.answered(paid, PAID, OPEN, paid.dueAt()).orElseThrow();
    assertThat(listed.lookAt()).contains(last);
    assertThat(listed.marked())
        .as("once an operator has looked")
        .contains(due(State.PAID, 1, last));
    assertThat(ReconcileRules.look(listed, PAID, last)).isEqualTo(new Look.Ask());

    ReconcileDue asked = ReconcileRules.answered(listed, PAID, NOTHING, last).orElseThrow();
    assertThat(asked.state()).as("until an operator has looked").isEqualTo(State.UNKNOWN);
    assertThat(asked.why()).isEqualTo("some went back");
    assertThat(asked.lookAt()).isEmpty();
    assertThat(asked.marked()).isEmpty();
  }

  @Test
  void shouldKeepOnTheListWhatNeedsNoQuestionAnyMore() {
    ReconcileDue paid = due(State.PAID, 0, PAID_AT.plus(Duration.ofHours(24)));
    ReconcileDue listed = ReconcileRules.answered(paid, PAID, OPEN, paid.dueAt()).orElseThrow();

    ReconcileDue left = passed(ReconcileRules.look(listed, GIVEN_BACK, END)).orElseThrow();

    assertThat(left.state()).isEqualTo(State.UNKNOWN);
    assertThat(left.lookAt()).isEmpty();
  }

  @Test
  void shouldPutAQuestionAgainLaterAndLaterUpToAnHour() {
    assertThat(ReconcileRules.again(FIRST, FIRST.dueAt())).isEqualTo(later(Duration.ofMinutes(1)));
    assertThat(ReconcileRules.again(FIRST, later(Duration.ofMinutes(4))))
        .isEqualTo(later(Duration.ofMinutes(8)));
    assertThat(ReconcileRules.again(FIRST, later(Duration.ofHours(30))))
        .isEqualTo(later(Duration.ofHours(31)));
  }

  @Test
  void shouldGiveUpAQuestionAfterAWeekWithoutAnAnswer() {
    assertThat(ReconcileRules.isHopeless(FIRST, later(Duration.ofDays(7).minusMillis(1))))
        .isFalse();
    assertThat(ReconcileRules.isHopeless(FIRST, later(Duration.ofDays(7)))).isTrue();
  }

  private static Instant later(Duration after) {
    return FIRST.dueAt().plus(after);
  }

  private static ReconcileDue due(State state, int asked, Instant dueAt) {
    return new ReconcileDue("R-1", "wx", state, AT, asked, dueAt, PAID_AT);
  }

  private static Optional<ReconcileDue> passed(Look look) {
    return ((Look.Pass) look).next();
  }
}
