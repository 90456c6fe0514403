package renewals.activation.estimate.clock;

/** Knows every carrier's clocks at one moment. */
public interface ClocksByCarrier {

  /** The clocks that a carrier's reviews are measured by. */
  CarrierClocks clocksOf(String carrierId);
}
