package renewals.cli.forget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MerchantTracesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldFindTheRenewalsOfOneMerchantAndCountWhatNamesHim() throws Exception {
    MerchantTraces traces = new MerchantTraces("M-1");
    look(traces, "renewal-updates", "{\"merchantId\":\"M-1\",\"renewalId\":\"R-1\"}");
    look(traces, "renewal-updates", "{\"merchantId\":\"M-1\",\"renewalId\":\"R-1\"}");
    look(traces, "renewal-activations", "{\"merchantId\":\"M-1\",\"renewalId\":\"R-2\"}");
    look(traces, "notice-receipts", "{\"merchantId\":\"M-1\"}");
    look(traces, "renewal-updates", "{\"merchantId\":\"M-12\",\"renewalId\":\"R-3\"}");
    look(traces, "renewal-updates", "{\"renewalId\":\"M-1\"}");

    assertThat(traces.renewalIds()).containsExactly("R-1", "R-2");
    assertThat(traces.kept())
        .isEqualTo(Map.of("renewal-updates", 2L, "renewal-activations", 1L, "notice-receipts", 1L));
  }

  @Test
  void shouldCountHisContactsAmongDeadLettersAndSayUntilWhenTheyStay() throws Exception {
    MerchantTraces traces = new MerchantTraces("M-1");
    look(traces, "dead-letters", letter("merchant-contacts", "M-1", "2026-03-02T00:00:00Z"));
    look(traces, "dead-letters", letter("merchant-contacts", "M-1", "2026-03-01T00:00:00Z"));
    look(traces, "dead-letters", letter("merchant-contacts", "M-12", "2026-03-09T00:00:00Z"));
    look(traces, "dead-letters", letter("renewal-payments", "M-1", "2026-03-09T00:00:00Z"));

    assertThat(traces.letters()).isEqualTo(2);
    assertThat(traces.lettersUntil()).contains(Instant.parse("2026-05-31T00:00:00Z"));
    assertThat(ForgetJson.of("M-1", true, traces).toString())
        .endsWith("\"letters\":2,\"lettersUntil\":\"2026-05-31T00:00:00Z\"}");
  }

  private static String letter(String topic, String key, String at) {
    return "{\"topic\":\"%s\",\"key\":\"%s\",\"at\":\"%s\"}".formatted(topic, key, at);
  }

  @Test
  void shouldSayAsJsonWhatWouldBeForgottenAndWhatStays() throws Exception {
    MerchantTraces traces = new MerchantTraces("M-1");
    look(traces, "renewal-updates", "{\"merchantId\":\"M-1\",\"renewalId\":\"R-2\"}");
    look(traces, "renewal-updates", "{\"merchantId\":\"M-1\",\"renewalId\":\"R-1\"}");
    look(traces, "notice-receipts", "{\"merchantId\":\"M-1\"}");

    assertThat(ForgetJson.of("M-1", true, traces))
        .hasToString(
            "{\"merchantId\":\"M-1\",\"dryRun\":true,\"linksRevokedOf\":[\"R-1\",\"R-2\"],"
                + "\"kept\":{\"notice-receipts\":1,\"renewal-updates\":2},\"letters\":0}");
  }

  private static void look(MerchantTraces traces, String topic, String record) throws Exception {
    traces.look(topic, JSON.readTree(record));
  }
}
