package renewals.parties.signature;

/** A request doesn't prove whose it is. */
public final class UnprovenException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why, for those who keep the service. */
  public enum Reason {
    /** It bears nothing, or two kinds at once. */
    CREDENTIAL,
    /** Its signature is not of the form, or doesn't cover what it must. */
    FORM,
    /** No party has a key of that name or kind. */
    KEY,
    /** The key is there and doesn't count now. */
    PERIOD,
    /** The signature or the secret is not the key's. */
    SIGNATURE,
    /** The body is another one than was signed. */
    DIGEST,
    /** It was made too long ago, too far ahead, or has expired. */
    TIME,
    /** It came before. */
    REPLAY,
    /** A secret came over a connection that others may read. */
    TRANSPORT
  }

  /**
   * A refusal.
   *
   * @param text what the log says; a client is told it only where {@link #isTold}
   */
  public UnprovenException(Reason reason, String text) {
    super(text);
    this.reason = reason;
  }

  /** What is written isn't of the form. */
  static UnprovenException malformed(String text) {
    return new UnprovenException(Reason.FORM, text);
  }

  public Reason reason() {
    return reason;
  }

  /**
   * Whether a client may know why: only who holds a key comes so far.
   *
   * <p>Source: partners, "Signed requests", 401.
   */
  public boolean isTold() {
    return switch (reason) {
      case PERIOD, DIGEST, TIME, REPLAY -> true;
      case CREDENTIAL, FORM, KEY, SIGNATURE, TRANSPORT -> false;
    };
  }
}
