package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.model.Plan;

class QuoteRequestTest {

  @Test
  void shouldAskAnotherInstanceTheSame() throws QueryParameters.Refused {
    QuoteRequest asked =
        QuoteRequest.read(
            Map.of(
                "iccid", List.of("8986 00D6 9913 3000 4146"),
                "carrierId", List.of("cmcc:1"),
                "channelId", List.of("app"),
                "validity", List.of("P1Y2M"),
                "policy", List.of("RESET"),
                "currentValidUntil", List.of("2026-11-23T12:40:00+08:00"),
                "dataBytes", List.of("30000000000")));

    assertThat(QuoteRequest.read(parametersOf(asked.query()))).isEqualTo(asked);
    assertThat(asked.query()).contains("validity=P14M").contains("iccid=898600D6991330004146");
  }

  @Test
  void shouldAskAnotherInstanceForDaysAndNoMoreThanWasAsked() throws QueryParameters.Refused {
    QuoteRequest asked =
        QuoteRequest.read(
            Map.of(
                "carrierId", List.of("cmcc"), "validity", List.of("P30D"), "iccid", List.of("")));

    assertThat(QuoteRequest.read(parametersOf(asked.query()))).isEqualTo(asked);
    assertThat(asked.iccid()).isNull();
    assertThat(asked.plan().policy()).isEqualTo(Plan.Policy.STACK);
  }

  @Test
  void shouldRefuseAParameterThatIsGivenTwice() {
    assertThatThrownBy(
            () ->
                QuoteRequest.read(
                    Map.of("carrierId", List.of("a", "b"), "validity", List.of("P30D"))))
        .isInstanceOf(QueryParameters.Refused.class)
        .hasMessage("carrierId is 2 values, expected one");
  }

  private static Map<String, List<String>> parametersOf(String query) {
    Map<String, List<String>> parameters = new TreeMap<>();
    for (String one : URI.create("http://localhost/?" + query).getQuery().split("&", -1)) {
      int equals = one.indexOf('=');
      parameters
          .computeIfAbsent(one.substring(0, equals), name -> new ArrayList<>())
          .add(one.substring(equals + 1));
    }
    return parameters;
  }
}
