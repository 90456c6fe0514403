package renewals.notifier.senders.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.notifier.codec.json.TerminalPayload;
import renewals.notifier.domain.Amount;
import renewals.notifier.domain.Expected;
import renewals.notifier.domain.MerchantEvent;
import renewals.notifier.domain.NotificationTrigger;
import renewals.notifier.domain.Refusal;
import renewals.notifier.domain.terminal.TerminalDisplay;
import renewals.schemas.contract.Iccid;

/** What a till shows after several news, which may come to its broker in any order. */
class ShownStateTest {

  private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-12-06T15:59:59Z");
  private static final Instant LATER = Instant.parse("2027-01-06T15:59:59Z");
  private static final Expected EXPECTED =
      new Expected(null, NOW.plus(Duration.ofHours(21)), "carrier", 9, null);
  private static final MerchantEvent.Stop RISK =
      new MerchantEvent.Stop(false, MerchantEvent.StopCause.RISK);

  @Test
  void shouldSayOfAnEarlyRenewalFirstThatItsCardWorks() throws IOException {
    ShownState activated = news(0, new MerchantEvent.Activated(NOW, UNTIL, 1, null));
    Amount amount = new Amount(5_000, "CNY");

    for (MerchantEvent renewal :
        List.of(
            new MerchantEvent.Paid(amount, EXPECTED),
            new MerchantEvent.Underpaid(amount),
            new MerchantEvent.Rejected(Refusal.OTHER, null, amount),
            new MerchantEvent.Refunded(amount),
            new MerchantEvent.Stalled())) {
      assertThat(text(activated.with(news(1, renewal))))
          .startsWith("{\"state\":\"ACTIVE\",\"date\":\"2026-12-06T15:59:59Z\"");
    }
  }

  @Test
  void shouldSayOfACardThatOnlyItsRequestKnowsThatItWorks() throws IOException {
    ShownState paid = news(1, new MerchantEvent.Paid(null, EXPECTED), UNTIL);

    assertThat(text(paid)).startsWith("{\"state\":\"ACTIVE\",\"date\":\"2026-12-06T15:59:59Z\"");
    assertThat(text(paid.with(news(2, new MerchantEvent.Activated(UNTIL, LATER, 1, null)))))
        .startsWith("{\"state\":\"ACTIVE\",\"date\":\"2027-01-06T15:59:59Z\"")
        .contains("\"told\":{\"state\":\"OVER\"");
  }

  @Test
  void shouldSayHowARenewalIsOfACardThatDoesNotWork() throws IOException {
    assertThat(text(news(1, new MerchantEvent.Paid(null, EXPECTED))))
        .startsWith("{\"state\":\"RENEWING\",\"date\":\"2026-11-26T23:00:00Z\"");
    ShownState expired = news(0, new MerchantEvent.ExpiryReminder(NOW, null));
    assertThat(text(expired.with(news(1, new MerchantEvent.Paid(null, EXPECTED)))))
        .startsWith("{\"state\":\"EXPIRED\"")
        .contains("\"renewal\":{\"state\":\"RENEWING\"");
  }

  @Test
  void shouldSayThatACardIsStoppedUntilItIsTakenAgain() throws IOException {
    ShownState stopped =
        news(0, new MerchantEvent.Activated(NOW, UNTIL, 1, null))
            .with(news(1, new MerchantEvent.CardStopped(RISK, null)));

    assertThat(text(stopped)).startsWith("{\"state\":\"SUSPENDED\"");
    assertThat(text(stopped.with(news(2, new MerchantEvent.CardResumed(null)))))
        .startsWith("{\"state\":\"ACTIVE\",\"date\":\"2026-12-06T15:59:59Z\"");
  }

  @Test
  void shouldSayThatARenewalIsTakenBackAndWhatIsLeft() throws IOException {
    ShownState renewed =
        news(0, new MerchantEvent.Activated(NOW, UNTIL, 1, null))
            .with(news(1, new MerchantEvent.Activated(UNTIL, LATER, 1, null)));
    MerchantEvent reversed =
        new MerchantEvent.Reversed(NOW.plusSeconds(2), MerchantEvent.ReversedBy.REFUND, UNTIL);

    assertThat(text(renewed.with(news(1, reversed))))
        .startsWith("{\"state\":\"ACTIVE\",\"date\":\"2026-12-06T15:59:59Z\"")
        .contains("\"renewal\":{\"state\":\"CANCELLED\"");
  }

  @Test
  void shouldSayThatACardHasExpiredWhateverARequestSaidBefore() throws IOException {
    ShownState renewed =
        news(0, new MerchantEvent.Activated(NOW, UNTIL, 1, null))
            .with(news(1, new MerchantEvent.Paid(null, EXPECTED), UNTIL));
    ShownState expired =
        renewed.with(news("R1", UNTIL, new MerchantEvent.ExpiryReminder(UNTIL, null), null));
    ShownState ended =
        renewed.with(news(2, new MerchantEvent.Reversed(NOW.plusSeconds(2), null, null)));

    assertThat(text(renewed)).startsWith("{\"state\":\"ACTIVE\"");
    assertThat(text(expired)).startsWith("{\"state\":\"EXPIRED\"");
    assertThat(text(ended)).startsWith("{\"state\":\"ENDED\"");
    assertThat(text(ended.with(news(3, new MerchantEvent.Delayed(EXPECTED), UNTIL))))
        .startsWith("{\"state\":\"ENDED\"");
  }

  @Test
  void shouldShowTheRenewalUnderWayWhateverBecomesOfAnEarlierOne() throws IOException {
    Amount amount = new Amount(5_000, "CNY");
    ShownState shown =
        news("R1", NOW, new MerchantEvent.Rejected(Refusal.OTHER, null, amount), null);
    shown =
        shown.with(news("R2", NOW.plusSeconds(1), new MerchantEvent.Paid(null, EXPECTED), null));
    shown = shown.with(news("R1", NOW.plusSeconds(2), new MerchantEvent.Refunded(amount), null));
    shown = ShownState.read("T-77", shown.bytes());

    assertThat(text(shown))
        .startsWith("{\"state\":\"RENEWING\"")
        .contains("\"renewals\":{\"R1\":{\"state\":\"CANCELLED\"");
    assertThat(
            text(
                shown.with(
                    news("R2", NOW.plusSeconds(3), new MerchantEvent.Refunded(amount), null))))
        .startsWith("{\"state\":\"CANCELLED\"");
  }

  @Test
  void shouldKeepNoMoreThanAFewRenewals() throws IOException {
    ShownState shown = news("R0", NOW, new MerchantEvent.Paid(null, EXPECTED), null);
    for (int i = 1; i < 9; i++) {
      shown = shown.with(news("R" + i, NOW.plusSeconds(i), new MerchantEvent.Lapsed(), null));
    }

    assertThat(shown.sides())
        .containsOnlyKeys("renewal/R5", "renewal/R6", "renewal/R7", "renewal/R8");
  }

  @Test
  void shouldTakeAnExpiryThatIsToldLateForEarlierThanTheRenewalSince() throws IOException {
    Instant expiry = NOW.minusSeconds(10);
    ShownState expired =
        news("R1", NOW.plusSeconds(60), new MerchantEvent.ExpiryReminder(expiry, null), null);

    assertThat(text(expired.with(news(0, new MerchantEvent.Activated(NOW, UNTIL, 1, null)))))
        .startsWith("{\"state\":\"ACTIVE\"");
  }

  @Test
  void shouldShowTheSameInWhateverOrderNewsComeAndHoweverOften() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int history = 0; history < 200; history++) {
      List<ShownState> news = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        news.add(anyNews(random));
      }
      byte[] first = shown(news);
      news.add(news.get(random.nextInt(news.size())));
      Collections.shuffle(news, random);

      assertThat(shown(news)).as("seed %d", seed).isEqualTo(first);
    }
  }

  /** A carrier refuses and approves again in one batch, and both are appended at one moment. */
  @Test
  void shouldShowACorrectedExpiryThoughItsReversalIsOfTheSameMoment() throws IOException {
    ShownState first = told("R1/1/ACTIVATED", 0, new MerchantEvent.Activated(NOW, UNTIL, 1, null));
    ShownState reversed =
        told("R1/1/REVERSED", 0, new MerchantEvent.Reversed(NOW.plusSeconds(9), null, null));
    ShownState corrected =
        told("R1/2/ACTIVATED", 9, new MerchantEvent.Activated(NOW, LATER, 1, null));

    for (ShownState shown :
        List.of(
            first.with(reversed).with(corrected),
            first.with(corrected).with(reversed),
            corrected.with(reversed).with(first))) {
      assertThat(text(shown)).startsWith("{\"state\":\"ACTIVE\",\"date\":\"2027-01-06T15:59:59Z\"");
    }
  }

  @Test
  void shouldShowAReversalWhoseFactWasAppendedBeforeThatOfItsActivation() throws IOException {
    ShownState activated =
        told("R1/1/ACTIVATED", 9, new MerchantEvent.Activated(NOW, LATER, 1, null));
    ShownState reversed =
        told("R1/1/REVERSED", 9, new MerchantEvent.Reversed(NOW.plusSeconds(8), null, UNTIL));

    for (ShownState shown : List.of(activated.with(reversed), reversed.with(activated))) {
      assertThat(text(shown)).startsWith("{\"state\":\"ACTIVE\",\"date\":\"2026-12-06T15:59:59Z\"");
    }
  }

  @Test
  void shouldShowARenewalOfTheMomentAtWhichTheCardExpired() throws IOException {
    ShownState expired = news(9, new MerchantEvent.ExpiryReminder(NOW.plusSeconds(9), null));
    ShownState activated =
        told("R1/1/ACTIVATED", 9, new MerchantEvent.Activated(NOW, LATER, 1, null));

    for (ShownState shown : List.of(activated.with(expired), expired.with(activated))) {
      assertThat(text(shown)).startsWith("{\"state\":\"ACTIVE\",\"date\":\"2027-01-06T15:59:59Z\"");
    }
  }

  @Test
  void shouldRefuseWhatHasNoSide() {
    assertThatThrownBy(() -> ShownState.read("T-77", "{\"state\":\"ACTIVE\"}"))
        .isInstanceOf(IOException.class)
        .hasMessage("not a terminal's state: it has no side");
    assertThatThrownBy(() -> ShownState.read("T-77", "{\"validity\":{\"at\":\"today\"}}"))
        .isInstanceOf(IOException.class);
  }

  private static byte[] shown(List<ShownState> news) throws IOException {
    ShownState shown = news.getFirst();
    for (ShownState one : news) {
      shown = ShownState.read("T-77", shown.with(one).bytes());
    }
    return shown.bytes();
  }

  /** No two of one side are of the same moment and state, but differ in their date. */
  private static ShownState anyNews(Random random) throws IOException {
    int second = random.nextInt(1_000_000);
    Instant date = NOW.plusSeconds(second).plus(Duration.ofDays(random.nextInt(60) + 1L));
    MerchantEvent event =
        switch (random.nextInt(7)) {
          case 0 -> new MerchantEvent.Activated(NOW, date, 1, null);
          case 1 -> new MerchantEvent.Reversed(NOW.plusSeconds(second), null, date);
          case 2 -> new MerchantEvent.ExpiryReminder(date, null);
          case 3 -> new MerchantEvent.CardStopped(RISK, null);
          case 4 -> new MerchantEvent.CardResumed(null);
          case 5 -> new MerchantEvent.DataUsed(true, 9, 9, date, date, null);
          default -> new MerchantEvent.Paid(null, EXPECTED);
        };
    return news(
        "R" + random.nextInt(3),
        NOW.plusSeconds(second),
        event,
        random.nextBoolean() ? date : null);
  }

  @Test
  void shouldTakeANumberWithItsCheckDigitAndWithoutForOneCard() throws IOException {
    Iccid twenty = new Iccid("89860012345678904146");
    Iccid nineteen = new Iccid("8986001234567890414");
    ShownState works =
        news(
            "R1",
            twenty,
            NOW,
            new MerchantEvent.Activated(NOW, NOW.plusSeconds(900), 1, null),
            null);
    ShownState waits =
        news("R2", nineteen, NOW.plusSeconds(60), new MerchantEvent.Paid(null, EXPECTED), null);

    for (ShownState both : List.of(works.with(waits), waits.with(works))) {
      String shown = text(ShownState.read("T-77", both.bytes()));
      assertThat(shown)
          .startsWith("{\"card\":\"898600…0414\",\"state\":\"ACTIVE\"")
          .contains("\"renewalId\":\"R2\"")
          .doesNotContain(nineteen.canonical());
    }
    assertThat(text(works)).startsWith("{\"card\":\"898600…4146\",\"cardKey\":\"898600…0414\"");
  }

  @Test
  void shouldGoOnWithWhatAnEarlierBuildShowsWhichKnewNoKeys() throws IOException {
    Iccid twenty = new Iccid("89860012345678904146");
    String stopped =
        text(news("R1", twenty, NOW, new MerchantEvent.CardStopped(RISK, null), null))
            .replace("\"cardKey\":\"898600…0414\",", "");
    ShownState earlier = ShownState.read("T-77", stopped);
    ShownState news =
        news("R2", twenty, NOW.plusSeconds(60), new MerchantEvent.Paid(null, EXPECTED), null);

    ShownState both = earlier.with(news);

    assertThat(stopped).doesNotContain("cardKey");
    assertThat(text(both))
        .startsWith("{\"card\":\"898600…4146\",\"cardKey\":\"898600…0414\",\"state\":\"SUSPENDED\"")
        .contains("\"renewalId\":\"R2\"");
    assertThat(both.showsOf(news)).isTrue();
  }

  private static ShownState news(int second, MerchantEvent event) throws IOException {
    return news(second, event, null);
  }

  private static ShownState news(int second, MerchantEvent event, @Nullable Instant told)
      throws IOException {
    return news("R1", NOW.plusSeconds(second), event, told);
  }

  private static ShownState news(
      String renewalId, Instant at, MerchantEvent event, @Nullable Instant told)
      throws IOException {
    return news(renewalId, null, at, event, told);
  }

  private static ShownState news(
      String renewalId,
      @Nullable Iccid card,
      Instant at,
      MerchantEvent event,
      @Nullable Instant told)
      throws IOException {
    String masked = card == null ? null : card.masked();
    NotificationTrigger cause =
        new NotificationTrigger(
            renewalId + "/u1", "M-1", renewalId, "T-77", masked, null, at, event);
    return stateOf(cause, card, told);
  }

  private static ShownState told(String id, int second, MerchantEvent event) throws IOException {
    NotificationTrigger cause =
        new NotificationTrigger(
            id, "M-1", "R1", "T-77", null, null, NOW.plusSeconds(second), event);
    return stateOf(cause, null, null);
  }

  private static ShownState stateOf(
      NotificationTrigger cause, @Nullable Iccid card, @Nullable Instant told) throws IOException {
    TerminalDisplay display = TerminalDisplay.of(cause, told).orElseThrow();
    String key = card == null ? null : card.maskedKey();
    return ShownState.read("T-77", TerminalPayload.of(cause, key, display));
  }

  private static String text(ShownState state) {
    return new String(state.bytes(), StandardCharsets.UTF_8);
  }
}
