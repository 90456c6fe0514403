package renewals.notifier.runtime;

/** The notifier will not start like this; the message says in one line what to change. */
public final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartRefusedException(String message) {
    super(message);
  }
}
