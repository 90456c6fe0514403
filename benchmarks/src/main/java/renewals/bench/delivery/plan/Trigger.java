package renewals.bench.delivery.plan;

/**
 * What a merchant is to be told.
 *
 * @param number of the notice, from 0
 * @param renewal which one of the address it tells of, from 0
 * @param renewalId the renewal that it tells of
 * @param isActivation whether the renewal was activated, else it was paid
 * @param cause what receipts name as the cause
 */
public record Trigger(
    int number,
    Address address,
    int renewal,
    String renewalId,
    boolean isActivation,
    String cause) {

  /** The one id that the notice may have. */
  public String noticeId() {
    return cause + "/" + address.way();
  }
}
