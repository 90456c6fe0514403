package renewals.notifier.topology;

import java.time.Instant;

/** Something that falls due at a time. */
record Timer(Instant at, What what, String id) {

  /** What falls due; the codes are part of stored keys. */
  enum What {
    /** A notice: its next try, or the end of the patience with senders. Id: key of the notice. */
    NOTICE(1),
    /** A cause has waited long enough for a contact. Id: key of the cause. */
    CONTACT_WAIT(2),
    /** More causes of a merchant who now has a contact. Id: merchantId. */
    BACKLOG(3),
    /** A cause may be forgotten. Id: key of the cause. */
    FORGET(4);

    private final int code;

    What(int code) {
      this.code = code;
    }

    byte code() {
      return (byte) code;
    }

    static What of(byte code) {
      for (What what : values()) {
        if (what.code == code) {
          return what;
        }
      }
      throw new IllegalStateException("due entry has code %d, expected 1 to 4".formatted(code));
    }
  }
}
