package renewals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenewalSearchTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "R-1",
        "r-1",
        " M-1 ",
        "T-1",
        "89860012345678901238",
        "8986 0012 3456 7890 123",
        "1238"
      })
  void shouldFindARenewalByWhatACallerKnows(String text) {
    RenewalSearch search = new RenewalSearch(text);
    search.look(update("R-1", "PAID", "2026-03-02T00:00:00Z"));
    search.look(
        update("R-2", "PAID", "2026-03-02T00:00:00Z")
            .put("merchantId", "M-2")
            .put("terminalId", "T-2")
            .put("iccid", "89860012345678909991"));

    assertThat(ids(search)).containsExactly("R-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"R", "238", "-1", "9999"})
  void shouldNotTakeAPartOfAnIdForTheId(String text) {
    RenewalSearch search = new RenewalSearch(text);
    search.look(update("R-1", "PAID", "2026-03-02T00:00:00Z"));

    assertThat(search.size()).isZero();
  }

  @Test
  void shouldTellTheNewestNewsWhateverTheOrder() {
    RenewalSearch search = new RenewalSearch("T-1");
    search.look(activation("R-1", "2026-03-02T00:00:02Z"));
    search.look(update("R-1", "APPROVED", "2026-03-02T00:00:01Z"));

    assertThat(search.newest(9))
        .singleElement()
        .extracting(RenewalSearch.Found::news)
        .isEqualTo("ACTIVATED");
  }

  @Test
  void shouldShowTheNewestFirstAndNoMoreThanAskedFor() {
    RenewalSearch search = new RenewalSearch("M-1");
    search.look(update("R-1", "PAID", "2026-03-01T00:00:00Z"));
    search.look(update("R-2", "PAID", "2026-03-03T00:00:00Z"));
    search.look(update("R-3", "PAID", "2026-03-02T00:00:00Z"));

    assertThat(search.newest(2))
        .extracting(RenewalSearch.Found::renewalId)
        .containsExactly("R-2", "R-3");
    assertThat(search.size()).isEqualTo(3);
  }

  @Test
  void shouldPassOverNewsOfNoRenewal() {
    RenewalSearch search = new RenewalSearch("M-1");
    ObjectNode reminder = update("R-1", "DATA_LOW", "2026-03-01T00:00:00Z");
    reminder.remove("renewalId");
    search.look(reminder);

    assertThat(search.size()).isZero();
  }

  private static List<String> ids(RenewalSearch search) {
    return search.newest(9).stream().map(RenewalSearch.Found::renewalId).toList();
  }

  private static ObjectNode update(String renewalId, String kind, String at) {
    return record(renewalId).put("kind", kind).put("occurredAt", at);
  }

  private static ObjectNode activation(String renewalId, String at) {
    return record(renewalId).put("status", "ACTIVATED").put("decidedAt", at);
  }

  private static ObjectNode record(String renewalId) {
    return JSON.createObjectNode()
        .put("renewalId", renewalId)
        .put("merchantId", "M-1")
        .put("terminalId", "T-1")
        .put("iccid", "89860012345678901238");
  }
}
