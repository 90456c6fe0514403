package renewals.activation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.activation.query.MerchantRequest.CardFilter;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.schemas.contract.Violation;

class MerchantRequestTest {

  private static Map<String, List<String>> parametersOf(String path) {
    return Arrays.stream(URI.create(path).getQuery().split("&"))
        .map(part -> part.split("=", 2))
        .collect(Collectors.toMap(part -> part[0], part -> List.of(part[1])));
  }

  @Test
  void shouldAskAnotherInstanceForTheSameCards() throws Exception {
    String place = new CardPlace(1_765_004_280_000L, "898600D699133000414").text();
    MerchantRequest asked =
        MerchantRequest.ofCards(
            "M-1",
            Map.of(
                "expiresBefore",
                List.of("2026-12-31T16:00:00+08:00"),
                "state",
                List.of("ACTIVE"),
                "limit",
                List.of("7"),
                "cursor",
                List.of(MerchantRequest.cursor(place))));

    assertThat(asked)
        .isEqualTo(
            new MerchantRequest(
                "M-1", Instant.parse("2026-12-31T08:00:00Z"), CardFilter.ACTIVE, null, 7, place));
    assertThat(MerchantRequest.ofCards("M-1", parametersOf(asked.path("cards")))).isEqualTo(asked);
  }

  @Test
  void shouldAskAnotherInstanceForTheSameRenewals() throws Exception {
    MerchantRequest asked =
        MerchantRequest.ofRenewals(
            "M-1",
            Map.of("state", List.of("STALLED"), "cursor", List.of(MerchantRequest.cursor("R-9"))));

    assertThat(asked).isEqualTo(new MerchantRequest("M-1", null, null, State.STALLED, 100, "R-9"));
    assertThat(MerchantRequest.ofRenewals("M-1", parametersOf(asked.path("renewals"))))
        .isEqualTo(asked);
  }

  @ParameterizedTest
  @CsvSource({
    "expiresBefore, 2026-12-31T16:00:00, offset",
    "state, active, 'one of ACTIVE, EXPIRED, UNKNOWN, SUSPENDED, CLOSED'",
    "state, USABLE, 'one of ACTIVE, EXPIRED, UNKNOWN, SUSPENDED, CLOSED'",
    "limit, 0, 'a whole number from 1 to 500'",
    "limit, 501, 'a whole number from 1 to 500'",
    "limit, many, 'a whole number from 1 to 500'",
    "cursor, R-9, 'the cursor of an answer to the same question'",
    "cursor, Ui05, 'the cursor of an answer to the same question'",
    "sort, terminal, 'none of this name'"
  })
  void shouldNameEachParameterOfCardsThatWontDo(String name, String given, String expected) {
    List<Violation> violations =
        catchThrowableOfType(
                QueryParameters.Refused.class,
                () -> MerchantRequest.ofCards("M-1", Map.of(name, List.of(given))))
            .violations();

    assertThat(violations).hasSize(1);
    assertThat(violations.getFirst().toString()).contains(name).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "state, ACTIVE, WAITING_FOR_PAYMENT",
    "expiresBefore, 2026-12-31T16:00:00Z, 'none of this name'",
    "cursor, Li4v, 'the cursor of an answer'"
  })
  void shouldNameEachParameterOfRenewalsThatWontDo(String name, String given, String expected) {
    List<Violation> violations =
        catchThrowableOfType(
                QueryParameters.Refused.class,
                () -> MerchantRequest.ofRenewals("M-1", Map.of(name, List.of(given))))
            .violations();

    assertThat(violations).hasSize(1);
    assertThat(violations.getFirst().toString()).contains(name).contains(expected);
  }

  @Test
  void shouldNameAMerchantIdThatIsNone() {
    QueryParameters.Refused refused =
        catchThrowableOfType(
            QueryParameters.Refused.class, () -> MerchantRequest.ofCards("M/1", Map.of()));

    assertThat(refused.violations().getFirst().toString()).contains("merchantId").contains("M/1");
  }

  @Test
  void shouldPutCardsWithoutAnExpiryLast() {
    CardPlace soon = new CardPlace(5, "b");
    CardPlace later = new CardPlace(40, "a");
    CardPlace never = new CardPlace(Long.MAX_VALUE, "a");

    assertThat(List.of(never, later, soon).stream().sorted()).containsExactly(soon, later, never);
    assertThat(CardPlace.read(later.text())).contains(later);
  }
}
