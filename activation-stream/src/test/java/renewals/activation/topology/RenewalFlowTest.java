package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.refunded;
import static renewals.activation.topology.Events.rejected;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.v1.Activation;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.ReversedBy;
import renewals.v1.UpdateKind;

class RenewalFlowTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldActivateWhenPaidAndApproved() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    pipeline.take(approved("R1", "V1", CLOCK));

    assertThat(pipeline.activations())
        .singleElement()
        .satisfies(
            activation -> {
              assertThat(activation.getActivationId()).isEqualTo("R1/1");
              assertThat(activation.getValidUntil())
                  .isEqualTo(Instant.parse("2026-04-02T02:00:00Z"));
            });
    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.ACCEPTED, UpdateKind.PAID, UpdateKind.APPROVED);
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void shouldSayWhatTookAnActivationBack() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    pipeline.take(approved("R1", "V1", CLOCK));
    pipeline.take(refunded("R1", "P2", 5000, "P1", CLOCK));
    pipeline.take(settled("R1", "P3", 5000, CLOCK));
    pipeline.take(rejected("R1", "V2", CLOCK.plusSeconds(60)));

    assertThat(pipeline.activations())
        .extracting(Activation::getActivationId, Activation::getReversedBy)
        .containsExactly(
            tuple("R1/1", null),
            tuple("R1/1", ReversedBy.REFUND),
            tuple("R1/2", null),
            tuple("R1/2", ReversedBy.REVIEW));
  }

  @Test
  void shouldSayInARenewalsNewsUntilWhenItsCardWorksAsLongAsThatIsToCome() {
    RenewalRequested request = requested("R1", CLOCK);
    request.setCurrentValidUntil(CLOCK.plus(Duration.ofHours(1)));
    pipeline.take(request);
    pipeline.take(settled("R1", "P1", 2000, CLOCK));
    pipeline.advance(Duration.ofHours(1));
    pipeline.take(settled("R1", "P2", 3000, CLOCK));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind, RenewalUpdate::getValidUntil)
        .containsExactly(
            tuple(UpdateKind.ACCEPTED, CLOCK.plus(Duration.ofHours(1))),
            tuple(UpdateKind.UNDERPAID, CLOCK.plus(Duration.ofHours(1))),
            tuple(UpdateKind.PAID, null));
  }

  @Test
  void shouldBuryWhatDoesNotBelongEachTimeButTellItOnce() {
    PaymentEvent dollars = settled("R1", "P1", 5000, CLOCK);
    dollars.setAmount(new Money(5000L, "USD"));
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(dollars);
    pipeline.take(dollars);

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.ACCEPTED, UpdateKind.MISMATCH);
    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("MISMATCH", "MISMATCH");
    assertThat(pipeline.judged("dead")).isEqualTo(2);
  }

  @Test
  void shouldTellOperatorsOfARefundWhosePaymentIsNotKnownForADay() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(refunded("R1", "P2", 5000, "P1", CLOCK));
    pipeline.updates();
    pipeline.advance(Duration.ofHours(25));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind, RenewalUpdate::getReason)
        .containsExactly(
            tuple(UpdateKind.CONFLICT, "PAYMENT_UNKNOWN"), tuple(UpdateKind.LAPSED, null));
  }

  @Test
  void shouldHoldWhatComesBeforeTheRequest() {
    pipeline.take(approved("R1", "V1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    pipeline.take(requested("R1", CLOCK));

    assertThat(pipeline.activations())
        .extracting(Activation::getActivationId)
        .containsExactly("R1/1");
    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.ACCEPTED, UpdateKind.APPROVED);
    assertThat(pipeline.judged("applied")).isEqualTo(3);
  }

  @Test
  void shouldHoldWhatBelongsThoughAnotherSpeakerHasFilledTheCase() {
    for (int i = 0; i < 100; i++) {
      PaymentEvent foreign = settled("R1", "F" + i, 1, CLOCK);
      foreign.setChannelId("another");
      pipeline.take(foreign);
    }
    pipeline.take(approved("R1", "V1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    pipeline.take(requested("R1", CLOCK));

    assertThat(pipeline.activations()).hasSize(1);
    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .hasSize(100)
        .startsWith("TOO_MANY_FACTS", "TOO_MANY_FACTS", "MISMATCH")
        .endsWith("MISMATCH");
  }

  @Test
  void shouldFireEveryDeadlineThatFellDueInOneJump() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    pipeline.advance(Duration.ofDays(15));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(
            UpdateKind.ACCEPTED,
            UpdateKind.PAID,
            UpdateKind.DELAYED,
            UpdateKind.STALLED,
            UpdateKind.REFUND_DUE);
  }

  @Test
  void shouldForgetACaseThatHoldsNoMoney() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.advance(Duration.ofDays(89));
    assertThat(pipeline.caseOf("R1")).isNotNull();

    pipeline.advance(Duration.ofDays(1));

    assertThat(pipeline.caseOf("R1")).isNull();
  }
}
