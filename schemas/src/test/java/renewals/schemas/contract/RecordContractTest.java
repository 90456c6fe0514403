package renewals.schemas.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import renewals.schemas.contract.RecordContract.Refusal;
import renewals.v1.Money;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;
import renewals.v1.ValidityPolicy;

class RecordContractTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  private final RenewalRequested request =
      new RenewalRequested(
          "R1",
          "lakala-app",
          "cmcc",
          "M-1001",
          "T-77",
          "89860000000000000001",
          new Plan("pos-1m-1g", "P1M", 1_000_000_000L, null),
          new Money(5000L, "CNY"),
          null,
          null,
          NOW);

  @Test
  void shouldTakeAnEventUnderItsOwnKey() {
    assertThat(refusal("R1")).isEmpty();
  }

  @Test
  void shouldRefuseAnEventUnderAnotherKeyOrNone() {
    assertThat(refusal("R2")).contains(new Refusal("KEY_MISMATCH", "key is not the renewalId"));
    assertThat(refusal(null))
        .contains(new Refusal("KEY_MISMATCH", "key is null, expected the renewalId"));
  }

  @Test
  void shouldTellAWordOfALaterVersionFromABreachOfTheContract() {
    request.getPlan().setValidityPolicy(ValidityPolicy.OTHER);
    request.setIccid("no card");
    assertThat(refusal("R1")).map(Refusal::reason).contains("UNKNOWN_SYMBOL");

    request.getPlan().setValidityPolicy(null);
    assertThat(refusal("R1")).map(Refusal::reason).contains("INVALID");
  }

  private Optional<Refusal> refusal(@Nullable String key) {
    byte @Nullable [] bytes = key == null ? null : key.getBytes(UTF_8);
    return RecordContract.refusal(bytes, "renewalId", "R1", request, NOW);
  }
}
