package renewals.kit.kafka;

/** The cluster is not as the contract and the guarantees demand; one line says what is wrong. */
public class UnfitClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnfitClusterException(String message) {
    super(message);
  }
}
