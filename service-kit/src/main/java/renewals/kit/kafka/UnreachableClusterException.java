package renewals.kit.kafka;

/** The cluster gives no answer for now: whoever can wait may ask again. */
public final class UnreachableClusterException extends UnfitClusterException {

  private static final long serialVersionUID = 1L;

  public UnreachableClusterException(String message) {
    super(message);
  }
}
