package renewals.stack.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.schemas.contract.EventContract;
import renewals.stack.sandbox.SandboxAnswers.Answer;
import renewals.stack.sim.partner.KafkaChannel;
import renewals.v1.Money;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;
import renewals.v1.ValidityPolicy;

class SandboxAnswersTest {

  private static final Instant AT = Instant.parse("2026-01-01T08:00:00Z");

  private static RenewalRequested request(long minorUnits, String card) {
    return RenewalRequested.newBuilder()
        .setRenewalId("R-1")
        .setChannelId("lakala")
        .setCarrierId("cmcc")
        .setMerchantId("M-1")
        .setTerminalId("T-1")
        .setIccid("8986001234567890" + card + "0")
        .setPlan(
            Plan.newBuilder()
                .setPlanId("p")
                .setValidity("P1M")
                .setDataBytes(1)
                .setValidityPolicy(ValidityPolicy.STACK)
                .build())
        .setAmountDue(Money.newBuilder().setMinorUnits(minorUnits).setCurrency("CNY").build())
        .setRequestedAt(AT)
        .build();
  }

  private static List<String> said(RenewalRequested request) {
    return SandboxAnswers.to(request, AT).stream()
        .map(
            answer ->
                "%s %s%s %s"
                    .formatted(
                        answer.at(),
                        answer.event().path("status").asText(),
                        answer.event().path("outcome").asText()
                            + answer.event().path("state").asText(),
                        answer.event().path("amount").path("minorUnits").asText())
                    .trim())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "3001, 2026-01-01T08:00:00Z SETTLED 3001",
    "3002, 2026-01-01T10:00:00Z SETTLED 3002",
    "3003, 2026-01-01T08:00:00Z FAILED 3003",
    "3005, 2026-01-01T08:00:00Z SETTLED 1502"
  })
  void shouldPayByTheLastTwoDigitsOfTheAmount(long minorUnits, String expected) {
    assertThat(said(request(minorUnits, "000"))).containsExactly(expected);
  }

  @Test
  void shouldGiveBackAfterADay() {
    assertThat(said(request(3004, "000")))
        .containsExactly("2026-01-01T08:00:00Z SETTLED 3004", "2026-01-02T08:00:00Z REFUNDED 3004");
  }

  @ParameterizedTest
  @CsvSource({
    "001, 2026-01-01T08:00:00Z APPROVED",
    "002, 2026-01-01T11:00:00Z APPROVED",
    "003, 2026-01-01T08:00:00Z REJECTED"
  })
  void shouldReviewByTheCardsLastDigits(String card, String expected) {
    assertThat(said(request(3000, card))).containsExactly(expected);
  }

  @Test
  void shouldApproveADayAfterItRefused() {
    assertThat(said(request(3000, "004")))
        .containsExactly("2026-01-01T08:00:00Z REJECTED", "2026-01-02T08:00:00Z APPROVED");
  }

  @Test
  void shouldBeDownForSixHoursAndApproveThen() {
    assertThat(said(request(3000, "005")))
        .containsExactly(
            "2026-01-01T08:00:00Z OUTAGE",
            "2026-01-01T14:00:00Z NORMAL",
            "2026-01-01T14:00:00Z APPROVED");
  }

  @Test
  void shouldSayNothingOfOtherAmountsAndCards() {
    assertThat(said(request(3000, "000"))).isEmpty();
  }

  @Test
  void shouldSayOnlyWhatTheContractAllows() {
    for (int amount = 3001; amount <= 3005; amount++) {
      for (int card = 1; card <= 5; card++) {
        for (Answer answer : SandboxAnswers.to(request(amount, "00" + card), AT)) {
          assertThat(EventContract.check(KafkaChannel.recordOf(answer.event()), answer.at()))
              .as("%s", answer.event())
              .isEmpty();
        }
      }
    }
  }
}
