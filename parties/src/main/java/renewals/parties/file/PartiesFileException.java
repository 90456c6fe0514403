package renewals.parties.file;

/** A file of parties that can't be used; the message names field, value and expectation. */
public final class PartiesFileException extends Exception {

  private static final long serialVersionUID = 1L;

  /** One with the reason in a line. */
  public PartiesFileException(String message) {
    super(message);
  }
}
