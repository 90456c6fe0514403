package renewals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.cli.RenewalSearch.Found;

class FoundLinesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CARD = "89860012345678901238";
  private static final String CARD_WITHOUT_CHECK_DIGIT = "8986001234567890123";
  private static final String OTHER_CARD = "89860012345678909991";

  @ParameterizedTest
  @CsvSource({
    "REFUND_DUE, LAPSED, refund due (lapsed)",
    "REJECTED, CARD_CLOSED, rejected (card closed)",
    "PAID, LAPSED, paid",
  })
  void shouldSayWhyOfARefundAndOfARefusal(String news, String reason, String said) {
    Found found = found("R-1", news, record(CARD).put("reason", reason));

    assertThat(lines(found).getFirst()).endsWith(": " + said);
  }

  @Test
  void shouldSayTimesInTheZoneThatItIsGiven() {
    Found found = found("R-1", "PAID", record(CARD));

    assertThat(new FoundLines(List.of(found), ZoneId.of("Asia/Shanghai")).of(1, Map.of()))
        .first()
        .asString()
        .startsWith("2026-03-02 08:00");
  }

  @Test
  void shouldSayThatTwoCardsFit() {
    assertThat(
            lines(
                found("R-1", "PAID", record(CARD)),
                found("R-2", "PAID", record(CARD_WITHOUT_CHECK_DIGIT)),
                found("R-3", "PAID", record(OTHER_CARD))))
        .contains("2 cards: the last four printed on it tell which one is meant");
  }

  @Test
  void shouldCountACardOnceWithItsCheckDigitAndWithout() {
    assertThat(
            lines(
                found("R-1", "PAID", record(CARD)),
                found("R-2", "PAID", record(CARD_WITHOUT_CHECK_DIGIT))))
        .noneMatch(line -> line.contains("cards:"));
  }

  @Test
  void shouldSayWhatNeedsAttentionBelowItsRenewal() {
    Found first = found("R-1", "PAID", record(CARD));
    Found second = found("R-2", "PAID", record(CARD));

    assertThat(
            new FoundLines(List.of(first, second), ZoneOffset.UTC)
                .of(2, Map.of("R-1", "asked in vain")))
        .element(1)
        .isEqualTo("  attention: asked in vain; ./renewals reconcile mark R-1");
  }

  @Test
  void shouldSayHowManyAreNotShown() {
    assertThat(
            new FoundLines(List.of(found("R-1", "PAID", record(CARD))), ZoneOffset.UTC)
                .of(3, Map.of()))
        .contains("2 more, --limit shows them");
  }

  private static List<String> lines(Found... found) {
    return new FoundLines(List.of(found), ZoneOffset.UTC).of(found.length, Map.of());
  }

  private static Found found(String renewalId, String news, ObjectNode record) {
    return new Found(renewalId, news, Instant.parse("2026-03-02T00:00:00Z"), record);
  }

  private static ObjectNode record(String iccid) {
    return JSON.createObjectNode()
        .put("merchantId", "M-1")
        .put("terminalId", "T-1")
        .put("iccid", iccid);
  }
}
