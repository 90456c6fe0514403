package renewals.stack.sim.partner;

/** Is told of each record that was acknowledged, before anybody acts on it. */
@FunctionalInterface
public interface SendListener {

  /**
   * A record was acknowledged, by Kafka or by an intake's 202.
   *
   * @param renewalId whose it is; of a contact, the merchant's id, and of a status, the carrier's
   * @param what which of its records, by {@link Identity#of}; of damaged bytes, the harm
   * @param place where it must stand from now on
   */
  void acknowledged(String renewalId, String what, Place place);
}
