package renewals.notifier.topology.timer;

import java.time.Instant;

/** Something that falls due at a time. */
public record Timer(Instant at, What what, String id) {

  /** What falls due; the codes are part of stored keys. */
  public enum What {
    /** A notice: its next try, or the end of the patience with senders. Id: key of the notice. */
    NOTICE(1),
    /** A trigger has waited long enough for a contact. Id: key of the trigger. */
    CONTACT_WAIT(2),
    /** More triggers of a merchant who now has a contact. Id: merchantId. */
    BACKLOG(3),
    /** A trigger may be forgotten. Id: key of the trigger. */
    FORGET(4),
    /** One at which a rule threw. Id: its code, its time in epoch milliseconds and its id. */
    SET_ASIDE(5),
    /** A gateway's reference may be forgotten. Id: the reference. */
    REFERENCE(6),
    /** A merchant's digest is to be made. Id: merchantId. */
    DIGEST(7),
    /** A notice that was given up may be forgotten. Id: key of the notice. */
    UNDELIVERED(8);

    private final int code;

    What(int code) {
      this.code = code;
    }

    byte code() {
      return (byte) code;
    }

    public static What of(byte code) {
      for (What what : values()) {
        if (what.code == code) {
          return what;
        }
      }
      throw new IllegalStateException("due entry has code %d, expected 1 to 8".formatted(code));
    }
  }

  /** The same set aside until then: what it was due for compares its own time with its state's. */
  public Timer setAside(Instant until) {
    return new Timer(
        until,
        What.SET_ASIDE,
        what == What.SET_ASIDE ? id : what.code() + "/" + at.toEpochMilli() + "/" + id);
  }

  /** What was set aside; itself where nothing was. */
  public Timer original() {
    if (what != What.SET_ASIDE) {
      return this;
    }
    String[] parts = id.split("/", 3);
    return new Timer(
        Instant.ofEpochMilli(Long.parseLong(parts[1])),
        What.of(Byte.parseByte(parts[0])),
        parts[2]);
  }
}
