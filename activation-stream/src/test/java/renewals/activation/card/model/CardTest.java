package renewals.activation.card.model;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.renewal.rules.Facts.ONE_MONTH;
import static renewals.activation.renewal.rules.Facts.START;
import static renewals.activation.renewal.rules.Facts.THIRTY_DAYS;
import static renewals.activation.renewal.rules.Facts.request;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.CardChange;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.Fact.Requested;
import renewals.activation.renewal.model.Period;
import renewals.activation.renewal.model.Plan.Policy;
import renewals.activation.renewal.rules.Facts;
import renewals.activation.renewal.rules.InMemoryPipeline;
import renewals.activation.renewal.rules.InTheReferencesWords;
import renewals.activation.renewal.rules.ReferenceCard;
import renewals.activation.renewal.rules.RulePolicy;

/** The ledger of a card. */
class CardTest {

  private static final Instant NOON_31_JANUARY = Instant.parse("2026-01-31T04:00:00Z");

  private InMemoryPipeline cards = new InMemoryPipeline(RulePolicy.DEFAULT);

  @Test
  void shouldStartAFirstPeriodAtTheActivation() {
    assertDates(activate(month("R1"), START), null, START, "2026-04-02T02:00:00Z");
  }

  @Test
  void shouldStackAnEarlyRenewalOntoTheCardsValidity() {
    activate(month("R1"), START);

    assertDates(
        activate(month("R2"), START.plusSeconds(60)),
        "2026-04-02T02:00:00Z",
        Instant.parse("2026-04-02T02:00:00Z"),
        "2026-05-02T02:00:00Z");
  }

  @Test
  void shouldStartALateRenewalAtItsActivation() {
    activate(month("R1"), START);

    assertDates(
        activate(month("R2"), Instant.parse("2026-06-01T00:00:00Z")),
        "2026-04-02T02:00:00Z",
        Instant.parse("2026-06-01T00:00:00Z"),
        "2026-07-01T00:00:00Z");
  }

  @Test
  void shouldNotDriftAtTheEndOfMonths() {
    activate(month("R1"), NOON_31_JANUARY);

    CardRules.Outcome second = activate(month("R2"), NOON_31_JANUARY);

    assertDates(
        second,
        "2026-02-28T04:00:00Z",
        Instant.parse("2026-02-28T04:00:00Z"),
        "2026-03-31T04:00:00Z");
  }

  @Test
  void shouldEndTwelveMonthsFromTheThirtyFirstOnTheThirtyFirst() {
    for (int i = 1; i <= 12; i++) {
      activate(month("R" + i), NOON_31_JANUARY);
    }

    assertThat(validUntil()).isEqualTo("2027-01-31T04:00:00Z");
  }

  @Test
  void shouldTellThirtyDaysFromAMonth() {
    activate(of("R1", THIRTY_DAYS, Policy.STACK, null), START);

    assertThat(validUntil()).isEqualTo("2026-04-01T02:00:00Z");
  }

  @Test
  void shouldBeginANewChainWhereDaysFollowMonths() {
    activate(month("R1"), NOON_31_JANUARY);
    activate(of("R2", new Period(3, Period.Unit.DAYS), Policy.STACK, null), NOON_31_JANUARY);

    assertThat(validUntil()).isEqualTo("2026-03-03T04:00:00Z");
  }

  @Test
  void shouldBeginANewChainWhereMonthsFollowDays() {
    activate(of("R1", new Period(28, Period.Unit.DAYS), Policy.STACK, null), NOON_31_JANUARY);
    activate(month("R2"), NOON_31_JANUARY);

    assertThat(validUntil()).isEqualTo("2026-03-28T04:00:00Z");
  }

  @Test
  void shouldResetToTheActivationAndDropTheRest() {
    activate(of("R1", new Period(12, Period.Unit.MONTHS), Policy.STACK, null), START);

    assertDates(
        activate(of("R2", ONE_MONTH, Policy.RESET, null), START.plusSeconds(60)),
        "2027-03-02T02:00:00Z",
        START.plusSeconds(60),
        "2026-04-02T02:01:00Z");
  }

  @Test
  void shouldStackOntoWhatTheRequestToldOfTheCard() {
    Instant told = Instant.parse("2026-03-09T16:00:00Z");

    assertDates(
        activate(of("R1", ONE_MONTH, Policy.STACK, told), START),
        "2026-03-09T16:00:00Z",
        told,
        "2026-04-09T16:00:00Z");
  }

  @Test
  void shouldIgnoreAnExpiryToldThatIsEarlierThanTheLedgers() {
    activate(month("R1"), START);

    activate(of("R2", ONE_MONTH, Policy.STACK, START.plusSeconds(60)), START);

    assertThat(validUntil()).isEqualTo("2026-05-02T02:00:00Z");
  }

  @Test
  void shouldGoOnWithTheChainWhereTheExpiryToldIsTheLedgersOwn() {
    activate(month("R1"), NOON_31_JANUARY);

    activate(
        of("R2", ONE_MONTH, Policy.STACK, Instant.parse("2026-02-28T04:00:00Z")), NOON_31_JANUARY);

    assertThat(validUntil()).isEqualTo("2026-03-31T04:00:00Z");
  }

  @Test
  void shouldBeginANewChainAtAnExpiryThatWasTold() {
    activate(month("R1"), NOON_31_JANUARY);
    Instant told = Instant.parse("2026-03-01T04:00:00Z");

    activate(of("R2", ONE_MONTH, Policy.STACK, told), NOON_31_JANUARY);

    assertThat(validUntil()).isEqualTo("2026-04-01T04:00:00Z");
  }

  @Test
  void shouldKeepWhatARequestToldWhenItsRenewalIsReversed() {
    Instant told = Instant.parse("2026-03-09T16:00:00Z");
    Requested renewal = of("R1", ONE_MONTH, Policy.STACK, told);
    activate(renewal, START);

    CardRules.Outcome reversal = reverse(renewal, START, START.plusSeconds(60));

    assertDates(reversal, "2026-04-09T16:00:00Z", START.plusSeconds(60), "2026-03-09T16:00:00Z");
  }

  @Test
  void shouldLeaveNoExpiryWhenTheOnlyActivationIsReversed() {
    activate(month("R1"), START);

    CardRules.Outcome reversal = reverse(month("R1"), START, START.plusSeconds(60));

    assertDates(reversal, "2026-04-02T02:00:00Z", START.plusSeconds(60), null);
  }

  @Test
  void shouldRecomputeWhatStandsAfterAReversedActivation() {
    activate(month("R1"), START);
    activate(month("R2"), START.plusSeconds(60));

    reverse(month("R1"), START, START.plusSeconds(120));

    assertThat(validUntil()).isEqualTo("2026-04-02T02:01:00Z");
    assertThat(cards.ledgerOf(request().cardKey()))
        .extracting(LedgerEntry::activationId, LedgerEntry::reversed, LedgerEntry::validFrom)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("R1/1", true, START),
            org.assertj.core.groups.Tuple.tuple("R2/1", false, START.plusSeconds(60)));
  }

  @Test
  void shouldDoNothingForAnActivationOrReversalThatCameBefore() {
    activate(month("R1"), START);
    assertThat(cards.book(activation(month("R1"), START, null, null))).isNull();
    reverse(month("R1"), START, START.plusSeconds(60));
    assertThat(cards.book(activation(month("R1"), START, null, START.plusSeconds(60)))).isNull();
    assertThat(cards.book(activation(month("R1"), START, null, null))).isNull();

    assertThat(validUntil()).isNull();
  }

  @Test
  void shouldDoNothingForAReversalOfWhatWasNeverActivated() {
    assertThat(cards.book(activation(month("R1"), START, null, START))).isNull();
  }

  @Test
  void shouldTakeTheCarriersWordForTheExpiry() {
    Instant word = Instant.parse("2026-04-30T15:59:59Z");

    assertDates(activate(month("R1"), START, word), null, START, "2026-04-30T15:59:59Z");
  }

  @Test
  void shouldNotStartAfterTheCarriersWord() {
    activate(month("R1"), START);
    Instant word = Instant.parse("2026-03-20T00:00:00Z");

    assertDates(
        activate(month("R2"), START, word), "2026-04-02T02:00:00Z", word, "2026-03-20T00:00:00Z");
  }

  @Test
  void shouldBeginANewChainAtTheCarriersWord() {
    activate(month("R1"), NOON_31_JANUARY, Instant.parse("2026-02-28T04:00:00Z"));
    activate(month("R2"), NOON_31_JANUARY);

    assertThat(validUntil()).isEqualTo("2026-03-28T04:00:00Z");
  }

  @Test
  void shouldTakeTheCarriersWordBackWithTheReversal() {
    activate(month("R1"), START);
    activate(month("R2"), START, Instant.parse("2026-12-31T00:00:00Z"));

    reverse(month("R2"), START, START.plusSeconds(60));

    assertThat(validUntil()).isEqualTo("2026-04-02T02:00:00Z");
  }

  @Test
  void shouldRemindOfNothingBeforeTheLatestDecisionThoughAnEarlierOneIsBookedAfterIt() {
    Instant later = START.plusSeconds(60);
    activate(of("R1", THIRTY_DAYS, Policy.STACK, null), START);
    activate(of("R2", THIRTY_DAYS, Policy.STACK, null), later);

    reverse(of("R1", THIRTY_DAYS, Policy.STACK, null), START, START.plusSeconds(30));

    assertThat(validUntil()).isEqualTo(later.plus(Duration.ofDays(30)).toString());
    assertThat(ReminderRules.next(cards.headOf(request().cardKey()), null, RulePolicy.DEFAULT))
        .extracting(ReminderRules.Reminder::name)
        .containsExactly("e7");
  }

  @Test
  void shouldAddPeriodsInTheCarriersZone() {
    RulePolicy policy =
        new RulePolicy(
            RulePolicy.DEFAULT.orphanedAfter(),
            RulePolicy.DEFAULT.lapsedAfter(),
            RulePolicy.DEFAULT.paymentUnknownAfter(),
            RulePolicy.DEFAULT.review(),
            new RulePolicy.ByCarrier<>(
                ZoneId.of("Asia/Shanghai"), Map.of("cmcc", ZoneId.of("Europe/Berlin"))),
            RulePolicy.DEFAULT.calendars());
    cards = new InMemoryPipeline(policy);

    activate(month("R1"), Instant.parse("2026-03-02T11:00:00Z")); // noon; the clock changes

    assertThat(validUntil()).isEqualTo("2026-04-02T10:00:00Z");
  }

  @Test
  void shouldBookTheCardWithAndWithoutItsCheckDigitInOneLedger() {
    activate(month("R1"), START);
    activate(Facts.forCard(month("R2"), Facts.SAME_CARD_WITHOUT_CHECK_DIGIT), START);

    assertThat(validUntil()).isEqualTo("2026-05-02T02:00:00Z");
  }

  @Test
  void shouldBringThePlansDataAndTheBonus() {
    activate(Facts.promoted(month("R1"), 500), START);

    assertThat(cards.ledgerOf(request().cardKey()))
        .extracting(LedgerEntry::dataBytes)
        .containsExactly(1_500L);
  }

  @Test
  void shouldRemindTheMerchantOfTheLatestRenewal() {
    activate(month("R1"), START);
    activate(ofMerchant(month("R2"), "M-2"), START);

    assertThat(cards.headOf(request().cardKey()).latest().merchantId()).isEqualTo("M-2");
  }

  private static Requested ofMerchant(Requested of, String merchantId) {
    return new Requested(
        of.renewalId(),
        of.channelId(),
        of.carrierId(),
        merchantId,
        of.terminalId(),
        of.iccid(),
        of.plan(),
        of.amountDue(),
        of.promotion(),
        of.currentValidUntil(),
        of.requestedAt());
  }

  private CardRules.Outcome activate(Requested request, Instant at) {
    return activate(request, at, null);
  }

  private CardRules.Outcome activate(Requested request, Instant at, @Nullable Instant word) {
    return cards.book(activation(request, at, word, null));
  }

  private CardRules.Outcome reverse(Requested request, Instant activatedAt, Instant at) {
    return cards.book(activation(request, activatedAt, null, at));
  }

  private static CardChange activation(
      Requested request, Instant at, @Nullable Instant word, @Nullable Instant reversedAt) {
    CardChange.Reversal reversal =
        reversedAt == null ? null : new CardChange.Reversal(reversedAt, CardChange.Reason.REVIEW);
    return new CardChange(request, 1, new Case.Usability(at, at, at), word, reversal);
  }

  private static Requested month(String renewalId) {
    return request(renewalId, 5000);
  }

  private static Requested of(
      String renewalId, Period validity, Policy policy, @Nullable Instant told) {
    return request(renewalId, 5000, validity, policy, told);
  }

  private @Nullable Instant validUntil() {
    return cards.coverageOf(request().cardKey()).validUntil();
  }

  private static void assertDates(
      CardRules.Outcome outcome,
      @Nullable String previous,
      Instant validFrom,
      @Nullable String validUntil) {
    assertThat(InTheReferencesWords.datesOf(outcome))
        .isEqualTo(new ReferenceCard.Dates(instant(previous), validFrom, instant(validUntil)));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
