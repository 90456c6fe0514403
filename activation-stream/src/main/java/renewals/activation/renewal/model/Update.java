package renewals.activation.renewal.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import renewals.activation.estimate.model.ExpectedUsable;

/**
 * An update: what happened to a renewal and others may want to know.
 *
 * @param number counts the case's updates, from 1
 * @param request whose renewal it is, null before the request
 * @param amount UNDERPAID: what is missing; REFUND_DUE: what is owed back; PAID: what has been
 *     paid; REFUNDED: what was given back in all; PAYMENT_FAILED: what was tried; MISMATCH: the
 *     amount, only of a settled payment
 * @param expected when the renewal will be usable, only where {@link CaseUpdateKind#foretells}
 */
public record Update(
    String renewalId,
    int number,
    CaseUpdateKind kind,
    Fact.@Nullable Requested request,
    @Nullable Money amount,
    @Nullable String reason,
    @Nullable String text,
    @Nullable ExpectedUsable expected,
    Instant at) {

  /** The update's id: the same whenever the same case comes to the same step again. */
  public String updateId() {
    return renewalId + "/u" + number;
  }

  /** The same, with what is expected. */
  public Update expecting(ExpectedUsable nowExpected) {
    return new Update(renewalId, number, kind, request, amount, reason, text, nowExpected, at);
  }
}
