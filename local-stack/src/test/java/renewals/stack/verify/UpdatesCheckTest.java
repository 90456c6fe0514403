package renewals.stack.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.truth.Truth;

class UpdatesCheckTest {

  private static final Truth PAID = truth(0, Set.of(Map.of("ACCEPTED", 1, "PAID", 1)));

  @Test
  void shouldHoldWhereEachStepIsToldOnce() {
    assertThat(differences(PAID, update(1, "ACCEPTED"), update(2, "PAID"))).isEmpty();
  }

  @Test
  void shouldFindAStepThatIsToldTwice() {
    assertThat(differences(PAID, update(1, "ACCEPTED"), update(2, "PAID"), update(3, "PAID")))
        .singleElement()
        .asString()
        .contains("R-1 updates");
  }

  @Test
  void shouldFindAStepThatIsNotTold() {
    assertThat(differences(PAID, update(1, "ACCEPTED"))).hasSize(1);
  }

  @Test
  void shouldFindTwoUpdatesOfOneId() {
    assertThat(differences(PAID, update(1, "ACCEPTED"), update(1, "PAID")))
        .containsExactly("ids of several updates: expected [], found [R-1/u1]");
  }

  @Test
  void shouldFindADeadlineThatIsFarAway() {
    assertThat(differences(PAID, update(1, "ACCEPTED"), update(2, "PAID"), update(3, "LAPSED")))
        .contains("updates of deadlines far away: expected [], found [R-1/u3 LAPSED]");
  }

  @Test
  void shouldFindARefundWhereNothingIsOwed() {
    assertThat(
            differences(
                PAID, update(1, "ACCEPTED"), update(2, "PAID"), amount(update(3, "REFUND_DUE"), 5)))
        .hasSize(1);
  }

  @Test
  void shouldFindARefundOfAnotherAmount() {
    Truth owes = truth(500, Set.of(Map.of("ACCEPTED", 1, "REFUND_DUE 500", 1)));

    assertThat(differences(owes, update(1, "ACCEPTED"), amount(update(2, "REFUND_DUE"), 500)))
        .isEmpty();
    assertThat(differences(owes, update(1, "ACCEPTED"), amount(update(2, "REFUND_DUE"), 5)))
        .contains("R-1 refund due last: expected 500, found 5");
  }

  @Test
  void shouldTakeARefusalWithoutItsAmountFromAnEarlierBuildOnly() {
    Truth refused = truth(0, Set.of(Map.of("ACCEPTED", 1, "REJECTED 5000", 1)));
    List<JsonNode> updates = List.of(update(1, "ACCEPTED"), update(2, "REJECTED"));

    assertThat(UpdatesCheck.check(List.of(refused), updates, Truth::renewalId).differences())
        .hasSize(1);
    assertThat(
            UpdatesCheck.checkOfTwoBuilds(List.of(refused), updates, Truth::renewalId)
                .differences())
        .isEmpty();
  }

  @Test
  void shouldFindUpdatesOfARenewalThatNobodyAskedFor() {
    assertThat(
            differences(
                PAID,
                update(1, "ACCEPTED"),
                update(2, "PAID"),
                update(3, "PAID").put("renewalId", "R-9")))
        .singleElement()
        .asString()
        .contains("nobody asked for");
  }

  private static List<String> differences(Truth truth, JsonNode... updates) {
    return UpdatesCheck.check(List.of(truth), List.of(updates), Truth::renewalId).differences();
  }

  private static ObjectNode update(int number, String kind) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("updateId", "R-1/u" + number)
        .put("renewalId", "R-1")
        .put("kind", kind);
  }

  private static ObjectNode amount(ObjectNode update, long minorUnits) {
    update.putObject("amount").put("minorUnits", minorUnits).put("currency", "CNY");
    return update;
  }

  private static Truth truth(long owed, Set<Map<String, Integer>> tellings) {
    return new Truth(
        "R-1", "M-1", "8986", "USABLE", 1, 0, 5000, owed, 1, "P1M", Map.of(), tellings);
  }
}
