package renewals.parties.proof;

/**
 * The headers that say who said a record.
 *
 * <p>Source: partners, "Who said it travels along".
 */
public final class ProofHeaders {

  /** The party. */
  public static final String PARTY = "rn-party";

  /** When the intake or the client signed it: epoch milliseconds in decimal. */
  public static final String AT = "rn-at";

  /** That it is so. */
  public static final String PROOF = "rn-proof";

  private ProofHeaders() {}
}
