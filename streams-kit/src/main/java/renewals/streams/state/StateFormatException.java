package renewals.streams.state;

/** State that this version of the service cannot read: it was written by a newer one. */
public final class StateFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says which form and version cannot be read. */
  public StateFormatException(String message) {
    super(message);
  }
}
