package renewals.activation.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the queries answer; names and shapes are those of the contract. Times are ISO-8601 UTC. */
public final class Answers {

  private Answers() {}

  /** An amount of money; before the request nobody knows the currency: XXX of ISO 4217. */
  public record Money(long minorUnits, String currency) {}

  /** One line of the timeline. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Line(String at, String what, @Nullable Money amount, @Nullable String reason) {}

  /**
   * When it is expected to be usable.
   *
   * @param likely the median; null where nobody can say
   * @param by holds in nine cases out of ten; null where nobody can say
   * @param basis what was observed
   * @param observations how many renewals it rests on
   * @param why why there is no {@code by}, or why it moved
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ExpectedUsable(
      @Nullable String likely,
      @Nullable String by,
      String basis,
      long observations,
      @Nullable String why) {}

  /** {@code GET /v1/renewals/{renewalId}}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Renewal(
      String renewalId,
      String state,
      @Nullable String iccid,
      @Nullable String merchantId,
      Money net,
      Money due,
      Money owed,
      List<String> waitingFor,
      @Nullable ExpectedUsable expectedUsable,
      List<Line> timeline,
      @Nullable String validFrom,
      @Nullable String validUntil,
      @Nullable String asOf,
      String source) {}

  /** {@code GET /v1/cards/{iccid}}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Card(
      String iccid,
      String state,
      @Nullable String validUntil,
      long dataBytes,
      List<CardRenewal> renewals,
      @Nullable String asOf,
      String source) {}

  /** A renewal that counts for a card. */
  public record CardRenewal(
      String renewalId, String activationId, String validFrom, String validUntil, long dataBytes) {}
}
