package renewals.activation.renewal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.renewal.rules.Facts.START;
import static renewals.activation.renewal.rules.Facts.approved;
import static renewals.activation.renewal.rules.Facts.failed;
import static renewals.activation.renewal.rules.Facts.forCard;
import static renewals.activation.renewal.rules.Facts.refunded;
import static renewals.activation.renewal.rules.Facts.rejected;
import static renewals.activation.renewal.rules.Facts.request;
import static renewals.activation.renewal.rules.Facts.settled;

import java.util.List;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.Fact;
import renewals.activation.renewal.model.Fact.Payment;
import renewals.activation.renewal.model.RecordOutcome;
import renewals.activation.renewal.model.RenewalStatus;

/** Rule 1: one fact, once. */
class OneFactOnceTest {

  @Test
  void shouldCountTheSameFactAsADuplicateAndSayNothing() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000));

    assertThat(scenario.when(settled("P1", 5000))).isEmpty();
    assertThat(scenario.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
    assertThat(scenario.status().net()).isEqualTo(5000);
  }

  @Test
  void shouldCountARepeatedRequestAsADuplicate() {
    RuleScenario scenario = RuleScenario.given(request());

    assertThat(scenario.when(request())).isEmpty();
    assertThat(scenario.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
  }

  @Test
  void shouldCountARepeatedHeldFactAsADuplicate() {
    RuleScenario scenario = RuleScenario.given(settled("P1", 5000));

    assertThat(scenario.when(settled("P1", 5000))).isEmpty();
    assertThat(scenario.when(request())).containsExactly("ACCEPTED", "PAID 5000");
  }

  @Test
  void shouldKeepTheFirstOfTwoPaymentsWithOneIdentity() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 100));

    assertThat(scenario.when(settled("P1", 5000)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(scenario.status().net()).isEqualTo(100);
  }

  @Test
  void shouldKeepTheFirstOfTwoReviewsWithOneIdentity() {
    RuleScenario scenario = RuleScenario.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(scenario.when(rejected("V1")))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.USABLE);
  }

  @Test
  void shouldTakeAReasonThatIsLearntLaterForNoOtherContent() {
    RuleScenario scenario = RuleScenario.given(request(), Facts.saying(rejected("V1"), "OTHER"));

    assertThat(scenario.when(Facts.saying(rejected("V1"), "RISK_STOP"))).isEmpty();
    assertThat(scenario.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
    assertThat(scenario.when(Facts.saying(rejected("V1"), null)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
  }

  @Test
  void shouldTakeACardWithAndWithoutItsCheckDigitForNoOtherContent() {
    String key = request().cardKey();
    RuleScenario scenario =
        RuleScenario.given(forCard(request(), key + "0"), Facts.ofCard(approved("V1"), key + "0"));

    for (String same : List.of(key, key + "1", key + "0")) {
      assertThat(scenario.when(forCard(request(), same))).isEmpty();
      assertThat(scenario.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
      assertThat(scenario.when(Facts.ofCard(approved("V1"), same))).isEmpty();
      assertThat(scenario.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
    }
    String another = key.substring(0, 18) + (key.endsWith("7") ? "8" : "7");
    assertThat(scenario.when(forCard(request(), another)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
  }

  @Test
  void shouldKeepTheFirstOfTwoRequests() {
    RuleScenario scenario = RuleScenario.given(request("R1", 5000));

    assertThat(scenario.when(request("R1", 1)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(scenario.status().due()).isEqualTo(5000);
  }

  @Test
  void shouldKeepTheFirstOfTwoHeldFactsWithOneIdentity() {
    RuleScenario scenario = RuleScenario.given(settled("P1", 100));

    assertThat(scenario.when(settled("P1", 5000)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(scenario.when(request())).containsExactly("ACCEPTED", "UNDERPAID 4900");
  }

  @Test
  void shouldTellPaymentsOfOneIdApartByTheirStatus() {
    RuleScenario scenario = RuleScenario.given(request(), failed("P1"));

    assertThat(scenario.when(settled("P1", 5000))).containsExactly("PAID 5000");
    assertThat(scenario.when(refunded("P1", 5000))).containsExactly("REFUNDED 5000");
  }

  @Test
  void shouldRefuseTheHundredAndFirstFact() {
    RuleScenario scenario = withAHundredFailedPayments(request());

    assertThat(scenario.when(settled("P1", 5000)))
        .containsExactly("CONFLICT TOO_MANY_FACTS", "dead letter TOO_MANY_FACTS");
    assertThat(scenario.when(approved("V1")))
        .containsExactly("CONFLICT TOO_MANY_FACTS", "dead letter TOO_MANY_FACTS");
    assertThat(scenario.status().net()).isZero();
  }

  @Test
  void shouldStillKnowADuplicateOnceTheCaseIsFull() {
    RuleScenario scenario = withAHundredFailedPayments(request());

    assertThat(scenario.when(failed("F7"))).isEmpty();
    assertThat(scenario.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
  }

  @Test
  void shouldTakeTheRequestOfACaseThatIsFull() {
    RuleScenario scenario = withAHundredFailedPayments();

    assertThat(scenario.when(settled("P1", 5000)))
        .containsExactly("CONFLICT TOO_MANY_FACTS", "dead letter TOO_MANY_FACTS");
    assertThat(scenario.when(request())).hasSize(101).startsWith("ACCEPTED");
    assertThat(scenario.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
  }

  @Test
  void shouldHaveRoomAgainWhereHeldFactsDidNotBelong() {
    RuleScenario scenario = RuleScenario.given();
    for (int i = 0; i < 100; i++) {
      scenario.when(Facts.through(settled("P" + i, 1), "evil"));
    }
    scenario.when(request());

    assertThat(scenario.when(settled("P1", 5000))).containsExactly("PAID 5000");
  }

  /** Whoever speaks of a renewal that isn't his takes nobody's room. */
  @Test
  void shouldHoldTheFactsOfOthersThoughOneSpeakerHasFilledTheCase() {
    RuleScenario scenario = RuleScenario.given();
    for (int i = 0; i < 150; i++) {
      scenario.when(Facts.through(settled("P" + i, 1), "evil"));
    }

    assertThat(scenario.when(settled("P1", 5000)))
        .containsExactly("CONFLICT TOO_MANY_FACTS", "dead letter TOO_MANY_FACTS");
    assertThat(scenario.lastStep().verdict()).isEqualTo(new RecordOutcome.Applied());
    assertThat(scenario.lastStep().refusedHeld()).containsExactly(99);
    scenario.when(approved("V1"));
    assertThat(scenario.when(request())).contains("ACTIVATED R1/1");
  }

  @Test
  void shouldGiveOneSpeakerNoMoreThanItsShareOfAFullCase() {
    RuleScenario scenario = RuleScenario.given();
    for (int i = 0; i < 100; i++) {
      scenario.when(Facts.through(settled("P" + i, 1), "evil"));
    }
    int held = 0;
    for (int i = 0; i < 100; i++) {
      scenario.when(settled("P" + i, 100));
      held += scenario.lastStep().verdict().equals(new RecordOutcome.Applied()) ? 1 : 0;
    }

    assertThat(held).isEqualTo(50);
    scenario.when(request());
    assertThat(scenario.status().net()).isEqualTo(5000);
  }

  /** Else each of a hundred could take the place of another's only fact. */
  @Test
  void shouldLeaveToEachItsOnlyFactHoweverManySpeak() {
    RuleScenario scenario = RuleScenario.given(settled("P1", 5000));
    for (int i = 0; i < 250; i++) {
      scenario.when(Facts.through(settled("P1", 1), "evil-" + i));
    }

    assertThat(scenario.when(request())).contains("PAID 5000");
  }

  /** A second part payment is no more to spare than a first. */
  @Test
  void shouldLeaveToEachItsFirstTenFactsHoweverManySpeak() {
    RuleScenario scenario = RuleScenario.given();
    for (int part = 1; part <= 10; part++) {
      scenario.when(settled("P" + part, 500));
    }
    for (int i = 0; i < 250; i++) {
      scenario.when(Facts.through(settled("P1", 1), "evil-" + i));
    }

    assertThat(scenario.when(request())).contains("PAID 5000");
  }

  @Test
  void shouldFindRoomForTenFactsOfTheTenthWhoSpeaks() {
    RuleScenario scenario = RuleScenario.given();
    for (int i = 0; i < 100; i++) {
      scenario.when(Facts.through(settled("P" + i, 1), "evil-" + i % 9));
    }
    for (int part = 1; part <= 10; part++) {
      scenario.when(settled("P" + part, 500));
      assertThat(scenario.lastStep().verdict()).isEqualTo(new RecordOutcome.Applied());
    }

    assertThat(scenario.when(request())).contains("PAID 5000");
  }

  @Test
  void shouldHoldNoMoneyOnceThatOfAnotherMadeRoom() {
    RuleScenario scenario = RuleScenario.given();
    for (int i = 0; i < 99; i++) {
      scenario.when(Facts.through(Facts.occurring(failed("F" + i), START), "evil"));
    }
    scenario.when(Facts.through(settled("P1", 1), "evil"));
    scenario.when(approved("V1"));
    scenario.whenTimeGoesBy("P1D");

    assertThat(scenario.whenTimeGoesBy("P90D")).isEmpty();
    assertThat(scenario.isForgotten()).isTrue();
  }

  private static RuleScenario withAHundredFailedPayments(Fact... before) {
    RuleScenario scenario = RuleScenario.given(before);
    for (int i = 0; i < 100; i++) {
      Payment failed = Facts.occurring(failed("F" + i), START);
      assertThat(scenario.when(failed)).doesNotContain("CONFLICT TOO_MANY_FACTS");
    }
    return scenario;
  }
}
