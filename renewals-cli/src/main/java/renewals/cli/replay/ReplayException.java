package renewals.cli.replay;

import renewals.cli.call.SelfExplaining;

/** Dead letters could not be sent back; the message says it in one line. */
public final class ReplayException extends RuntimeException implements SelfExplaining {

  private static final long serialVersionUID = 1L;

  public ReplayException(String message) {
    super(message);
  }

  public ReplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
