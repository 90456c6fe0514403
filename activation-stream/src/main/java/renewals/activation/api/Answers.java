package renewals.activation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the queries answer; names and shapes are those of the contract. Times are ISO-8601 UTC. */
final class Answers {

  private Answers() {}

  /** An amount of money; before the request nobody knows the currency: XXX of ISO 4217. */
  record Money(long minorUnits, String currency) {}

  /** One line of the timeline. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Line(String at, String what, @Nullable Money amount, @Nullable String reason) {}

  /** {@code GET /v1/renewals/{renewalId}}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Renewal(
      String renewalId,
      String state,
      @Nullable String iccid,
      @Nullable String merchantId,
      Money net,
      Money due,
      Money owed,
      List<String> waitingFor,
      List<Line> timeline,
      @Nullable String validFrom,
      @Nullable String validUntil,
      @Nullable String asOf,
      String source) {}

  /** {@code GET /v1/cards/{iccid}}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Card(
      String iccid,
      String state,
      @Nullable String validUntil,
      long dataBytes,
      List<CardRenewal> renewals,
      @Nullable String asOf,
      String source) {}

  /** A renewal that counts for a card. */
  record CardRenewal(
      String renewalId, String activationId, String validFrom, String validUntil, long dataBytes) {}
}
