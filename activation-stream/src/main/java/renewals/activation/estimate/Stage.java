package renewals.activation.estimate;

/** What a renewal waits for. The order is part of the stored form: add at the end only. */
public enum Stage {
  /** From the request until it is paid. */
  PAYMENT,
  /** From paid until the carrier has decided, either way. */
  REVIEW
}
