package renewals.stack.sim.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.scenario.Events;

class ExpectedUpdatesTest {

  private static final Map<String, Integer> ACCEPTED = Map.of("ACCEPTED", 1);

  private final Events events =
      new Events("R-1", "bank", "carrier", Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void shouldTellPaidOnlyWhereThePaymentIsReadBeforeTheApproval() {
    assertThat(tellings(List.of(events.settled(5000)), List.of(events.approved())))
        .containsExactlyInAnyOrder(
            Map.of("ACCEPTED", 1, "APPROVED", 1),
            Map.of("ACCEPTED", 1, "APPROVED 5000", 1),
            Map.of("ACCEPTED", 1, "PAID", 1, "APPROVED", 1));
  }

  @Test
  void shouldTellPaidOnceWhateverTheOrderWhereNoReviewComes() {
    assertThat(tellings(List.of(events.settled(5000)), List.of()))
        .containsExactly(Map.of("ACCEPTED", 1, "PAID", 1));
  }

  @Test
  void shouldTellWhatIsMissingUnlessBothPartsAreReadBeforeTheRequest() {
    assertThat(tellings(List.of(events.settled(2000), events.settled(3000)), List.of()))
        .containsExactlyInAnyOrder(
            Map.of("ACCEPTED", 1, "PAID", 1),
            Map.of("ACCEPTED", 1, "UNDERPAID 3000", 1, "PAID", 1));
  }

  @Test
  void shouldTellTheSurplusOnceWhereTheCardIsUsable() {
    List<JsonNode> twice = List.of(events.settled(5000), events.settled(5000));

    assertThat(tellings(twice, List.of(events.approved())))
        .isNotEmpty()
        .allMatch(said -> said.getOrDefault("REFUND_DUE 5000", 0) == 1);
  }

  @Test
  void shouldTellNeitherUnderpaidNorRefundDueWhereTheRefundReverses() {
    List<JsonNode> payments = List.of(events.settled(5000), events.refunded(5000, "CANCELLATION"));

    assertThat(tellings(payments, List.of(events.approved())))
        .containsExactlyInAnyOrder(
            Map.of("ACCEPTED", 1, "APPROVED", 1),
            Map.of("ACCEPTED", 1, "APPROVED 5000", 1),
            Map.of("ACCEPTED", 1, "PAID", 1, "APPROVED", 1));
  }

  @Test
  void shouldTellWhatWentBackWhereTheRefundComesBeforeAnyReview() {
    JsonNode settled = events.settled(5000);
    JsonNode refund = events.refunded(5000, "CANCELLATION", (ObjectNode) settled);

    assertThat(tellings(List.of(settled, refund), List.of()))
        .containsExactlyInAnyOrder(
            Map.of("ACCEPTED", 1, "REFUNDED 5000", 1),
            Map.of("ACCEPTED", 1, "PAID", 1, "REFUNDED 5000", 1));
  }

  @Test
  void shouldTellTheRestAndThenThatAllWentBackWhereItGoesBackBySums() {
    ObjectNode settled = events.settled(5000);
    List<JsonNode> payments =
        List.of(
            settled,
            events.refundedSoFar(2500, settled),
            events.refundedSoFar(1000, settled),
            events.refundedSoFar(5000, settled));

    assertThat(tellings(payments, List.of(events.approved())))
        .isNotEmpty()
        .allMatch(said -> said.getOrDefault("UNDERPAID 2500", 0) == 1)
        .allMatch(said -> said.getOrDefault("REFUNDED 5000", 0) == 1);
  }

  @Test
  void shouldTellTheRejectionOnlyWhereItWasTheLatestWhenItWasRead() {
    JsonNode rejected = events.rejected();
    JsonNode approved = events.approved();

    assertThat(tellings(List.of(), List.of(approved, rejected)))
        .containsExactly(Map.of("ACCEPTED", 1, "APPROVED 5000", 1));
    assertThat(tellings(List.of(), List.of(rejected, approved)))
        .containsExactlyInAnyOrder(
            Map.of("ACCEPTED", 1, "APPROVED 5000", 1),
            Map.of("ACCEPTED", 1, "REJECTED", 1, "APPROVED 5000", 1));
  }

  private static Set<Map<String, Integer>> tellings(
      List<JsonNode> payments, List<JsonNode> reviews) {
    return ExpectedUpdates.of(new ModelledRenewal.Limits(5000), payments, reviews, ACCEPTED);
  }
}
