package renewals.activation.renewal.model;

/**
 * The tariff that a renewal buys.
 *
 * @param planId the channel's own name of it
 * @param dataBytes data included, at least 0
 */
public record Plan(String planId, Period validity, long dataBytes, Policy policy) {

  /** Where the plan's period begins. */
  public enum Policy {
    /** Where the card's validity ends, or at the activation if that is later. */
    STACK,
    /** At the activation. */
    RESET
  }
}
