package renewals.activation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a renewal asks of its card's ledger: add the period of its activation n, or take it out.
 *
 * @param request whose period it is
 * @param n the renewal's how manyth activation, from 1
 * @param activation when and from what it became usable
 * @param carriersWord the new expiry as the approval told it, null if it did not
 * @param reversedAt the time of the reversal, null for an activation
 */
public record CardChange(
    Fact.Requested request,
    int n,
    Case.Usability activation,
    @Nullable Instant carriersWord,
    @Nullable Instant reversedAt) {

  /** {@code <renewalId>/<n>}. */
  public String activationId() {
    return request.renewalId() + "/" + n;
  }

  /** ACTIVATED or REVERSED. */
  public String status() {
    return reversedAt == null ? "ACTIVATED" : "REVERSED";
  }

  /** The time of the step that asks. */
  public Instant at() {
    return reversedAt == null ? activation.at() : reversedAt;
  }
}
