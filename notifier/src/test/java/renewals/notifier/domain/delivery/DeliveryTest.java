package renewals.notifier.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.notifier.domain.Address;
import renewals.notifier.domain.Channel;
import renewals.notifier.domain.Contact;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.Language;
import renewals.notifier.domain.Notice;
import renewals.notifier.domain.delivery.Answer.Outcome;
import renewals.notifier.domain.delivery.OpenNotice.Phase;

class DeliveryTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final Delivery DELIVERY =
      new Delivery(
          RetrySchedule.STANDARD,
          Duration.ofMinutes(10),
          Duration.ofSeconds(30),
          Duration.ofDays(3));
  private static final Contact CONTACT =
      new Contact(
          "M-1", "W", Language.ENGLISH, ZoneId.of("UTC"), null, "w@example.com", null, null);

  @Test
  void shouldFollowStandardWebhooksScheduleWithinATenth() {
    List<Duration> delays = RetrySchedule.STANDARD.delays();
    for (int attempt = 1; attempt <= delays.size(); attempt++) {
      Duration nominal = delays.get(attempt - 1);
      Duration given = RetrySchedule.STANDARD.after("R1/1/ACTIVATED/EMAIL", attempt).orElseThrow();
      assertThat(given)
          .isBetween(nominal.multipliedBy(9).dividedBy(10), nominal.multipliedBy(11).dividedBy(10));
    }
    assertThat(RetrySchedule.STANDARD.after("R1/1/ACTIVATED/EMAIL", 10)).isEmpty();
    assertThat(RetrySchedule.STANDARD.attempts()).isEqualTo(10);
  }

  @Test
  void shouldSpreadByNoticeAndAlwaysTheSameWay() {
    RetrySchedule schedule = new RetrySchedule(List.of(Duration.ofHours(10)));
    assertThat(schedule.after("a", 1)).isEqualTo(schedule.after("a", 1));
    assertThat(
            List.of("a", "b", "c", "d", "e").stream()
                .map(id -> schedule.after(id, 1).orElseThrow())
                .distinct())
        .hasSizeGreaterThan(3);
  }

  @Test
  void shouldDoubleItsPatienceWithSendersUpToSixHours() {
    OpenNotice open = OpenNotice.composed(notice(Channel.EMAIL), OpenNotice.UNRANKED, NOW);
    Duration patience = Duration.ZERO;
    for (int i = 0; i < 30; i++) {
      Step.HandOver step = (Step.HandOver) DELIVERY.due(open, CONTACT, NOW);
      Duration next = Duration.between(NOW, step.next().dueAt());
      assertThat(next).isGreaterThanOrEqualTo(patience).isLessThanOrEqualTo(Duration.ofHours(6));
      patience = next;
      open = step.next();
    }
    assertThat(patience).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void shouldNotWaitLongerThanADayForAReceiversWish() {
    OpenNotice open =
        new OpenNotice(notice(Channel.EMAIL), Phase.HANDED_OVER, 1, 1, NOW.plusSeconds(600));
    Answer answer = new Answer(1, Outcome.FAILED, "HTTP_429", Duration.ofDays(400), null);
    Step.Retry retry = (Step.Retry) DELIVERY.answered(open, answer, null, NOW);
    assertThat(retry.next().dueAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
  }

  @Test
  void shouldKeepAPatienceThatIsLongerThanSixHours() {
    Duration given = Duration.ofHours(8);
    Delivery patient =
        new Delivery(RetrySchedule.STANDARD, given, DELIVERY.deferral(), DELIVERY.reportWait());
    OpenNotice open = OpenNotice.composed(notice(Channel.EMAIL), OpenNotice.UNRANKED, NOW);
    for (int i = 0; i < 5; i++) {
      open = ((Step.HandOver) patient.due(open, CONTACT, NOW)).next();
      assertThat(open.dueAt()).isEqualTo(NOW.plus(given));
    }
  }

  @Test
  void shouldNotWaitShorterThanPlannedForAWishBeyondADay() {
    Delivery patient =
        new Delivery(
            new RetrySchedule(List.of(Duration.ofHours(40))),
            DELIVERY.patience(),
            DELIVERY.deferral(),
            DELIVERY.reportWait());
    OpenNotice open =
        new OpenNotice(notice(Channel.EMAIL), Phase.HANDED_OVER, 1, 1, NOW.plusSeconds(600));
    Instant planned = dueAfter(patient, open, null);

    assertThat(planned).isAfter(NOW.plus(Duration.ofHours(24)));
    assertThat(dueAfter(patient, open, Duration.ofDays(3))).isEqualTo(planned);
  }

  @Test
  void shouldIgnoreAnAnswerToAnotherAttempt() {
    OpenNotice open =
        new OpenNotice(notice(Channel.EMAIL), Phase.HANDED_OVER, 2, 1, NOW.plusSeconds(600));
    Answer answer = new Answer(1, Outcome.DELIVERED, null, null, null);
    assertThat(DELIVERY.answered(open, answer, null, NOW)).isInstanceOf(Step.Ignore.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"WAITING", "HELD", "UNPROVEN"})
  void shouldTakeTheAnswerToATryThatWasPutOffAndMadeAllTheSame(Phase phase) {
    OpenNotice open = putOff(phase);
    Answer answer = new Answer(1, Outcome.DELIVERED, null, null, null);

    assertThat(DELIVERY.answered(open, answer, null, NOW))
        .isEqualTo(new Step.Settle(Step.End.DELIVERED, 1, null));
  }

  @Test
  void shouldNotTakeTheAnswerOfAnAddressThatWasReplaced() {
    OpenNotice moved = putOff(Phase.WAITING).movedTo(new Address("new@example.com", null), NOW);
    Answer answer = new Answer(moved.attempt(), Outcome.DELIVERED, null, null, null);

    assertThat(DELIVERY.answered(moved, answer, null, NOW)).isInstanceOf(Step.Ignore.class);
  }

  /** Else the answer that the first address still gives would end it at the second. */
  @Test
  void shouldGoToAnotherAddressAsAnotherAttempt() {
    Step.HandOver first = (Step.HandOver) DELIVERY.due(composed(), CONTACT, NOW);

    Step.HandOver second = (Step.HandOver) DELIVERY.due(first.next(), MOVED, NOW);

    assertThat(second.next().attempt()).isEqualTo(2);
    assertThat(second.next().handovers()).isEqualTo(1);
    Answer late = new Answer(1, Outcome.DELIVERED, null, null, null);
    assertThat(DELIVERY.answered(second.next(), late, MOVED, NOW)).isInstanceOf(Step.Ignore.class);
  }

  @Test
  void shouldCountOneAttemptWhereTheAddressChangesBetweenTwo() {
    Step.HandOver first = (Step.HandOver) DELIVERY.due(composed(), CONTACT, NOW);
    Answer failed = new Answer(1, Outcome.FAILED, "SMTP_451", null, null);
    Step.Retry retry = (Step.Retry) DELIVERY.answered(first.next(), failed, MOVED, NOW);

    Step.HandOver second = (Step.HandOver) DELIVERY.due(retry.next(), MOVED, NOW);

    assertThat(second.next().attempt()).isEqualTo(2);
  }

  @Test
  void shouldTryATestEventThatIsAskedAnewAsLongAsTheFirstTime() {
    int last = RetrySchedule.STANDARD.attempts();
    Notice test =
        new Notice(
            "contact/M-1/abc/challenge",
            NOW,
            "M-1",
            null,
            Kind.WEBHOOK_CHALLENGE,
            Channel.WEBHOOK,
            "",
            "{}",
            null);
    OpenNotice givenUp = OpenNotice.frozen(test, HERE, NOW).with(Phase.HANDED_OVER, last, 1, NOW);
    assertThat(DELIVERY.answered(givenUp, failed(last), null, NOW)).isInstanceOf(Step.Settle.class);

    OpenNotice anew = Delivery.askedAnew(givenUp, HERE, NOW);

    for (int attempt = last + 1; attempt < 2 * last; attempt++) {
      OpenNotice handedOver = ((Step.HandOver) DELIVERY.due(anew, null, NOW)).next();
      Step step = DELIVERY.answered(handedOver, failed(attempt), null, NOW);
      assertThat(step).as("attempt %d", attempt).isInstanceOf(Step.Retry.class);
      anew = ((Step.Retry) step).next();
    }
    OpenNotice handedOver = ((Step.HandOver) DELIVERY.due(anew, null, NOW)).next();
    assertThat(DELIVERY.answered(handedOver, failed(2 * last), null, NOW))
        .isInstanceOf(Step.Settle.class);
  }

  private static Answer failed(int attempt) {
    return new Answer(attempt, Outcome.FAILED, "HTTP_500", null, null);
  }

  @Test
  void shouldPutNothingOffTwice() {
    Answer answer = new Answer(1, Outcome.DEFERRED, null, null, null);

    assertThat(DELIVERY.answered(putOff(Phase.WAITING), answer, null, NOW))
        .isInstanceOf(Step.Ignore.class);
  }

  private static final Contact MOVED =
      new Contact(
          "M-1", "W", Language.ENGLISH, ZoneId.of("UTC"), null, "new@example.com", null, null);

  private static OpenNotice composed() {
    return OpenNotice.composed(notice(Channel.EMAIL), OpenNotice.UNRANKED, NOW);
  }

  private static final Address HERE = new Address("here@example.com", null);

  /** It was handed over before, and has the same attempt before it. */
  private static OpenNotice putOff(Phase phase) {
    return new OpenNotice(
        notice(Channel.EMAIL),
        phase,
        1,
        0,
        NOW.plusSeconds(600),
        false,
        OpenNotice.UNRANKED,
        null,
        HERE.mark(),
        HERE);
  }

  @Test
  void shouldIgnoreAnAnswerWhileNobodyWasAsked() {
    OpenNotice open = OpenNotice.composed(notice(Channel.EMAIL), OpenNotice.UNRANKED, NOW);
    Answer answer = new Answer(1, Outcome.DELIVERED, null, null, null);
    assertThat(DELIVERY.answered(open, answer, null, NOW)).isInstanceOf(Step.Ignore.class);
  }

  @Test
  void shouldCutAReasonToWhatTheContractAllows() {
    OpenNotice open =
        new OpenNotice(notice(Channel.EMAIL), Phase.HANDED_OVER, 1, 1, NOW.plusSeconds(600));
    Step.Settle settle =
        (Step.Settle)
            DELIVERY.answered(
                open, new Answer(1, Outcome.REFUSED, "x".repeat(900), null, null), null, NOW);
    assertThat(settle.reason()).hasSize(500);
  }

  private static Instant dueAfter(Delivery delivery, OpenNotice open, @Nullable Duration wish) {
    Answer answer = new Answer(1, Outcome.FAILED, "HTTP_429", wish, null);
    return ((Step.Retry) delivery.answered(open, answer, null, NOW)).next().dueAt();
  }

  private static Notice notice(Channel channel) {
    return new Notice("R1/1/ACTIVATED", NOW, "M-1", "R1", Kind.ACTIVATED, channel, "s", "b", null);
  }
}
