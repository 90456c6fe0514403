package renewals.stack.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.partner.Sent;
import renewals.stack.sim.scenario.Cards;
import renewals.stack.sim.scenario.Events;
import renewals.stack.sim.scenario.Merchant;

class TruthModelTest {

  private static final Merchant MERCHANT = new Merchant("M-1", "en", null, null, 0);

  private final Events events =
      new Events("R-1", "bank", "carrier", Instant.parse("2026-01-01T00:00:00Z"));
  private final ObjectNode request = events.request(MERCHANT, Cards.iccid(1), "P1M", 5000);

  @Test
  void shouldBeUsableOncePaidAndApprovedInWhateverOrder() {
    Truth truth = truthOf(events.approved(), events.settled(5000), request);

    assertThat(truth.usable()).isTrue();
    assertThat(truth.activations()).isEqualTo(1);
    assertThat(truth.reversals()).isZero();
  }

  @Test
  void shouldBeReversedByAFullRefundAndNotByGoodwill() {
    ObjectNode settled = events.settled(5000);
    ObjectNode approved = events.approved();

    Truth refunded = truthOf(request, settled, approved, events.refunded(5000, "CANCELLATION"));
    Truth kind = truthOf(request, settled, approved, events.refunded(5000, "GOODWILL"));

    assertThat(refunded.reversals()).isEqualTo(1);
    assertThat(refunded.state()).isEqualTo("REFUNDED");
    assertThat(kind.reversals()).isZero();
    assertThat(kind.net()).isEqualTo(5000);
  }

  @Test
  void shouldTakeTheGreatestSumSoFarAndNothingForAPaymentThatNeverCame() {
    ObjectNode settled = events.settled(5000);
    ObjectNode half = events.refundedSoFar(2500, settled);
    ObjectNode overtaken = events.refundedSoFar(1000, settled);
    ObjectNode nobodys = events.refunded(5000, "CANCELLATION").put("refundOf", "nobodys");

    Truth truth = truthOf(request, settled, events.approved(), half, overtaken, nobodys);

    assertThat(truth.net()).isEqualTo(2500);
    assertThat(truth.state()).isEqualTo("WAITING_FOR_PAYMENT");
    assertThat(truth.reversals()).isEqualTo(1);
  }

  @Test
  void shouldWaitForNoMoneyOnceItWentBackBeforeAnyReview() {
    ObjectNode settled = events.settled(5000);

    Truth truth = truthOf(request, settled, events.refunded(5000, "CANCELLATION", settled));

    assertThat(truth.state()).isEqualTo("REFUNDED");
    assertThat(truth.activations()).isZero();
  }

  @Test
  void shouldTellOnceWhatIsRefusedTwice() {
    ObjectNode stranger = events.settled(5000).put("channelId", "stranger");

    Truth truth = truthOf(request, stranger, stranger);

    assertThat(truth.deadLetters()).isEqualTo(Map.of("MISMATCH", 2));
    assertThat(truth.tellings()).containsExactly(Map.of("ACCEPTED", 1, "MISMATCH", 1));
  }

  @Test
  void shouldOweTheSurplusWhileUsableAndAllWhileRejected() {
    ObjectNode first = events.settled(5000);
    ObjectNode second = events.settled(5000);

    assertThat(truthOf(request, first, second, events.approved()).owed()).isEqualTo(5000);
    assertThat(truthOf(request, first, second, events.rejected()).owed()).isEqualTo(10_000);
  }

  @Test
  void shouldCountWhatDoesNotBelongAndWhatContradicts() {
    ObjectNode payment = events.settled(5000);
    ObjectNode other = payment.deepCopy();
    other.withObject("amount").put("minorUnits", 1);
    ObjectNode stranger = payment.deepCopy().put("channelId", "stranger");

    Truth truth = truthOf(request, payment, payment, other, stranger);

    assertThat(truth.deadLetters()).isEqualTo(Map.of("CONFLICTING_DUPLICATE", 1, "MISMATCH", 1));
    assertThat(truth.net()).isEqualTo(5000);
    assertThat(truth.state()).isEqualTo("WAITING_FOR_REVIEW");
  }

  private static Truth truthOf(JsonNode... sent) {
    List<Sent> records =
        Arrays.stream(sent).map(event -> new Sent("R-1", event, Optional.empty())).toList();
    return TruthModel.of("R-1", records);
  }
}
