package renewals.activation.estimate.model;

/** What a renewal waits for. */
public enum Stage {
  /** From the request until it is paid. */
  PAYMENT(0),
  /** From paid until the carrier has decided, either way. */
  REVIEW(1);

  private final int storedNumber;

  Stage(int storedNumber) {
    this.storedNumber = storedNumber;
  }

  /** Its number in stored forms, from 0 without gaps; given once and never again. */
  public int storedNumber() {
    return storedNumber;
  }
}
