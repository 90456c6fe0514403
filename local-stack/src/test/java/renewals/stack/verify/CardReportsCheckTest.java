package renewals.stack.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.truth.CardReportTruth;

class CardReportsCheckTest {

  private static final CardReportTruth TRUTH =
      new CardReportTruth(
          "R-1",
          "89860000000000000001",
          850,
          1_000,
          "ACTIVE",
          "",
          Map.of("DATA_LOW", 1, "CARD_SUSPENDED", 1),
          Map.of(),
          0);

  @Test
  void shouldHoldWhereEachIsToldOnce() {
    assertThat(differences(update("DATA_LOW"), update("CARD_SUSPENDED"), update("PAID"))).isEmpty();
  }

  @Test
  void shouldFindWhatIsToldTwiceOrNotAtAll() {
    assertThat(differences(update("DATA_LOW"), update("DATA_LOW")))
        .singleElement()
        .asString()
        .startsWith("R-1 told of its card: expected")
        .contains("found {DATA_LOW=2}");
  }

  @Test
  void shouldFindWhatIsToldOfACardThatNobodyReportedOf() {
    assertThat(new CardReportsCheck(List.of()).check(List.of(update("CARD_CLOSED"))).differences())
        .containsExactly(
            "told of cards that nobody reported of: expected {}, found {R-1={CARD_CLOSED=1}}");
  }

  private static List<String> differences(JsonNode... updates) {
    return new CardReportsCheck(List.of(TRUTH)).check(List.of(updates)).differences();
  }

  private static JsonNode update(String kind) {
    return JsonNodeFactory.instance.objectNode().put("renewalId", "R-1").put("kind", kind);
  }
}
