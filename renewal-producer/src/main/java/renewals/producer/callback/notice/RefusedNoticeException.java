package renewals.producer.callback.notice;

/** A notice that isn't taken: its proof doesn't hold, or it is not for us. */
public final class RefusedNoticeException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** What has to prove it is missing or has not the form. */
    CREDENTIAL,
    /** It names a key that is not there. */
    KEY,
    /** The signature doesn't hold. */
    SIGNATURE,
    /** It is too old, or from the future. */
    TIME,
    /** It is for another merchant or another app. */
    MERCHANT,
    /** It holds something else than the channel documents. */
    CONTENT
  }

  private static final String NO_KEY = "-";

  private final Reason reason;
  private final String keyId;

  public RefusedNoticeException(Reason reason, String message) {
    this(reason, message, NO_KEY);
  }

  /** A refusal of a notice that names its key. */
  public RefusedNoticeException(Reason reason, String message, String keyId) {
    super(message);
    this.reason = reason;
    this.keyId = keyId;
  }

  /** The key that the notice names, as it names it: anything; {@code -} where it names none. */
  public String keyId() {
    return keyId;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** Whether it isn't known whose word it is; else it is the channel's, but not for us. */
  public boolean isUnproven() {
    return switch (reason) {
      case CREDENTIAL, KEY, SIGNATURE, TIME -> true;
      case MERCHANT, CONTENT -> false;
    };
  }

  /** Whether its sender may read the reason: a stranger learns nothing of why. */
  public boolean isTold() {
    return !isUnproven() || reason == Reason.TIME;
  }
}
