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
    Story story = Story.given(request(), settled("P1", 5000));

    assertThat(story.when(settled("P1", 5000))).isEmpty();
    assertThat(story.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
    assertThat(story.standing().net()).isEqualTo(5000);
  }

  @Test
  void shouldCountARepeatedRequestAsADuplicate() {
    Story story = Story.given(request());

    assertThat(story.when(request())).isEmpty();
    assertThat(story.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
  }

  @Test
  void shouldCountARepeatedHeldFactAsADuplicate() {
    Story story = Story.given(settled("P1", 5000));

    assertThat(story.when(settled("P1", 5000))).isEmpty();
    assertThat(story.when(request())).containsExactly("ACCEPTED", "PAID 5000");
  }

  @Test
  void shouldKeepTheFirstOfTwoPaymentsWithOneIdentity() {
    Story story = Story.given(request(), settled("P1", 100));

    assertThat(story.when(settled("P1", 5000)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(story.standing().net()).isEqualTo(100);
  }

  @Test
  void shouldKeepTheFirstOfTwoReviewsWithOneIdentity() {
    Story story = Story.given(request(), settled("P1", 5000), approved("V1"));

    assertThat(story.when(rejected("V1")))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.USABLE);
  }

  @Test
  void shouldTakeAReasonThatIsLearntLaterForNoOtherContent() {
    Story story = Story.given(request(), Facts.saying(rejected("V1"), "OTHER"));

    assertThat(story.when(Facts.saying(rejected("V1"), "RISK_STOP"))).isEmpty();
    assertThat(story.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
    assertThat(story.when(Facts.saying(rejected("V1"), null)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
  }

  @Test
  void shouldTakeACardWithAndWithoutItsCheckDigitForNoOtherContent() {
    String key = request().cardKey();
    Story story =
        Story.given(forCard(request(), key + "0"), Facts.ofCard(approved("V1"), key + "0"));

    for (String same : List.of(key, key + "1", key + "0")) {
      assertThat(story.when(forCard(request(), same))).isEmpty();
      assertThat(story.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
      assertThat(story.when(Facts.ofCard(approved("V1"), same))).isEmpty();
      assertThat(story.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
    }
    String another = key.substring(0, 18) + (key.endsWith("7") ? "8" : "7");
    assertThat(story.when(forCard(request(), another)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
  }

  @Test
  void shouldKeepTheFirstOfTwoRequests() {
    Story story = Story.given(request("R1", 5000));

    assertThat(story.when(request("R1", 1)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(story.standing().due()).isEqualTo(5000);
  }

  @Test
  void shouldKeepTheFirstOfTwoHeldFactsWithOneIdentity() {
    Story story = Story.given(settled("P1", 100));

    assertThat(story.when(settled("P1", 5000)))
        .containsExactly("CONFLICT CONFLICTING_DUPLICATE", "dead letter CONFLICTING_DUPLICATE");
    assertThat(story.when(request())).containsExactly("ACCEPTED", "UNDERPAID 4900");
  }

  @Test
  void shouldTellPaymentsOfOneIdApartByTheirStatus() {
    Story story = Story.given(request(), failed("P1"));

    assertThat(story.when(settled("P1", 5000))).containsExactly("PAID 5000");
    assertThat(story.when(refunded("P1", 5000))).containsExactly("REFUNDED 5000");
  }

  @Test
  void shouldRefuseTheHundredAndFirstFact() {
    Story story = withAHundredFailedPayments(request());

    assertThat(story.when(settled("P1", 5000)))
        .containsExactly("CONFLICT TOO_MANY_FACTS", "dead letter TOO_MANY_FACTS");
    assertThat(story.when(approved("V1")))
        .containsExactly("CONFLICT TOO_MANY_FACTS", "dead letter TOO_MANY_FACTS");
    assertThat(story.standing().net()).isZero();
  }

  @Test
  void shouldStillKnowADuplicateOnceTheCaseIsFull() {
    Story story = withAHundredFailedPayments(request());

    assertThat(story.when(failed("F7"))).isEmpty();
    assertThat(story.lastStep().verdict()).isEqualTo(new RecordOutcome.Duplicate());
  }

  @Test
  void shouldTakeTheRequestOfACaseThatIsFull() {
    Story story = withAHundredFailedPayments();

    assertThat(story.when(settled("P1", 5000)))
        .containsExactly("CONFLICT TOO_MANY_FACTS", "dead letter TOO_MANY_FACTS");
    assertThat(story.when(request())).hasSize(101).startsWith("ACCEPTED");
    assertThat(story.state()).isEqualTo(RenewalStatus.State.WAITING_FOR_PAYMENT);
  }

  @Test
  void shouldHaveRoomAgainWhereHeldFactsDidNotBelong() {
    Story story = Story.given();
    for (int i = 0; i < 100; i++) {
      story.when(Facts.through(settled("P" + i, 1), "evil"));
    }
    story.when(request());

    assertThat(story.when(settled("P1", 5000))).containsExactly("PAID 5000");
  }

  /** Whoever speaks of a renewal that isn't his takes nobody's room. */
  @Test
  void shouldHoldTheFactsOfOthersThoughOneSpeakerHasFilledTheCase() {
    Story story = Story.given();
    for (int i = 0; i < 150; i++) {
      story.when(Facts.through(settled("P" + i, 1), "evil"));
    }

    assertThat(story.when(settled("P1", 5000)))
        .containsExactly("CONFLICT TOO_MANY_FACTS", "dead letter TOO_MANY_FACTS");
    assertThat(story.lastStep().verdict()).isEqualTo(new RecordOutcome.Applied());
    assertThat(story.lastStep().refusedHeld()).containsExactly(99);
    story.when(approved("V1"));
    assertThat(story.when(request())).contains("ACTIVATED R1/1");
  }

  @Test
  void shouldGiveOneSpeakerNoMoreThanItsShareOfAFullCase() {
    Story story = Story.given();
    for (int i = 0; i < 100; i++) {
      story.when(Facts.through(settled("P" + i, 1), "evil"));
    }
    int held = 0;
    for (int i = 0; i < 100; i++) {
      story.when(settled("P" + i, 100));
      held += story.lastStep().verdict().equals(new RecordOutcome.Applied()) ? 1 : 0;
    }

    assertThat(held).isEqualTo(50);
    story.when(request());
    assertThat(story.standing().net()).isEqualTo(5000);
  }

  /** Else each of a hundred could take the place of another's only fact. */
  @Test
  void shouldLeaveToEachItsOnlyFactHoweverManySpeak() {
    Story story = Story.given(settled("P1", 5000));
    for (int i = 0; i < 250; i++) {
      story.when(Facts.through(settled("P1", 1), "evil-" + i));
    }

    assertThat(story.when(request())).contains("PAID 5000");
  }

  /** A second part payment is no more to spare than a first. */
  @Test
  void shouldLeaveToEachItsFirstTenFactsHoweverManySpeak() {
    Story story = Story.given();
    for (int part = 1; part <= 10; part++) {
      story.when(settled("P" + part, 500));
    }
    for (int i = 0; i < 250; i++) {
      story.when(Facts.through(settled("P1", 1), "evil-" + i));
    }

    assertThat(story.when(request())).contains("PAID 5000");
  }

  @Test
  void shouldFindRoomForTenFactsOfTheTenthWhoSpeaks() {
    Story story = Story.given();
    for (int i = 0; i < 100; i++) {
      story.when(Facts.through(settled("P" + i, 1), "evil-" + i % 9));
    }
    for (int part = 1; part <= 10; part++) {
      story.when(settled("P" + part, 500));
      assertThat(story.lastStep().verdict()).isEqualTo(new RecordOutcome.Applied());
    }

    assertThat(story.when(request())).contains("PAID 5000");
  }

  @Test
  void shouldHoldNoMoneyOnceThatOfAnotherMadeRoom() {
    Story story = Story.given();
    for (int i = 0; i < 99; i++) {
      story.when(Facts.through(Facts.occurring(failed("F" + i), START), "evil"));
    }
    story.when(Facts.through(settled("P1", 1), "evil"));
    story.when(approved("V1"));
    story.whenTimeGoesBy("P1D");

    assertThat(story.whenTimeGoesBy("P90D")).isEmpty();
    assertThat(story.isForgotten()).isTrue();
  }

  private static Story withAHundredFailedPayments(Fact... before) {
    Story story = Story.given(before);
    for (int i = 0; i < 100; i++) {
      Payment failed = Facts.occurring(failed("F" + i), START);
      assertThat(story.when(failed)).doesNotContain("CONFLICT TOO_MANY_FACTS");
    }
    return story;
  }
}
