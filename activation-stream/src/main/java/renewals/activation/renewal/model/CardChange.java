package renewals.activation.renewal.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a renewal asks of its card's ledger: add the period of its activation n, or take it out.
 *
 * @param request whose period it is
 * @param n number of the activation of this renewal, from 1
 * @param activation when and from what it became usable
 * @param carriersWord the new expiry that the approval named, null if it named none
 * @param reversal when and why it ceased to be usable, null for an activation
 */
public record CardChange(
    Fact.Requested request,
    int n,
    Case.Usability activation,
    @Nullable Instant carriersWord,
    @Nullable Reversal reversal) {

  /** Why a renewal is no longer usable. */
  public enum Reason {
    /** What was paid went back, so that it is not paid any more. */
    REFUND,
    /** The carrier withdrew its approval, whatever became of the money. */
    REVIEW
  }

  /**
   * The end of an activation.
   *
   * @param at the time of the step
   * @param reason null where it was written by an earlier version, which did not name it
   */
  public record Reversal(Instant at, @Nullable Reason reason) {}

  /** What a step asks. */
  public static CardChange activation(
      Fact.Requested request, int n, Case.Usability activation, @Nullable Instant carriersWord) {
    return new CardChange(request, n, activation, carriersWord, null);
  }

  /** What a step asks. */
  public static CardChange reversal(
      Fact.Requested request, int n, Case.Usability activation, Reversal reversal) {
    return new CardChange(request, n, activation, null, reversal);
  }

  /** {@code <renewalId>/<n>}. */
  public String activationId() {
    return request.renewalId() + "/" + n;
  }

  /** ACTIVATED or REVERSED. */
  public String status() {
    return reversal == null ? "ACTIVATED" : "REVERSED";
  }

  /** The time of the reversal, null for an activation. */
  public @Nullable Instant reversedAt() {
    return reversal == null ? null : reversal.at();
  }

  /** The time of the step that asks. */
  public Instant at() {
    return reversal == null ? activation.at() : reversal.at();
  }
}
