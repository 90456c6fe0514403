package renewals.kit.http;

import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;

/**
 * How long one sender is waited for: a connection, or one of the requests that share it. A part has
 * so long from its first byte, and so much longer for each byte that came; only the time counts in
 * which the sender is waited for.
 */
final class Watch {

  /** Who is waited for. */
  interface Sender {

    /** How much came from it. */
    long bytesIn();

    /**
     * Looks now at what it has sent.
     *
     * @return whether nobody had looked, so that there may be something unread
     */
    boolean lookNow();

    /** Whether it may send nothing at all as long as it likes, since another ends it then. */
    boolean mayRest();

    /** Says that it has come further, by however little. */
    void goesOn();

    /** Takes nothing from it any more; who waits for it hears why. */
    void end(TimeoutException late);

    /** The same where nobody heard of the end: nothing more is said to it. */
    void cut();
  }

  /** What is to be done about a sender. */
  enum Verdict {
    /** Nothing. */
    FINE,
    /** It is late for the first time: it is to be ended. */
    LATE,
    /** It was ended and is waited for all the same: it is to be ended once more. */
    UNHEARD,
    /** So it was again and again: it is to be cut. */
    DEAF
  }

  /** After as many ends that nobody heard a sender is cut. */
  private static final int MOST_ENDS = 3;

  /** An end is heard at once, but for what a busy machine takes for it. */
  private static final int PARTS_OF_GRACE_TO_HEAR = 10;

  private final Sender sender;
  private final RequestPace pace;
  private final LongSupplier nanos;

  /** Whether the sender is waited for, and since when. */
  private boolean wanted = true;

  private long wantedSince;

  /** What the part has taken before that. */
  private long waited;

  /** What had come when the part began. */
  private long bytesBefore;

  /** How often it was ended. */
  private int ends;

  /** What the part had taken at its last end. */
  private long waitedAtEnd;

  Watch(Sender sender, RequestPace pace) {
    this(sender, pace, System::nanoTime);
  }

  /**
   * One by another clock.
   *
   * @param nanos as {@link System#nanoTime}
   */
  Watch(Sender sender, RequestPace pace, LongSupplier nanos) {
    this.sender = sender;
    this.pace = pace;
    this.nanos = nanos;
    begin();
  }

  /** Of a connection, and of the request on it where it carries one at a time. */
  static Watch of(Connection connection, RequestPace pace) {
    return new Watch(new ConnectionSender(connection), pace);
  }

  /** The next part begins, and nobody waits for it yet. */
  synchronized void handling() {
    wanted = false;
    begin();
  }

  /** The next part begins, and is waited for. */
  synchronized void waiting() {
    wanted = true;
    begin();
  }

  /** A body of many parts has come a part further. */
  synchronized void renew() {
    begin();
    sender.goesOn();
  }

  private void begin() {
    waited = 0;
    wantedSince = nanos.getAsLong();
    bytesBefore = sender.bytesIn();
    ends = 0;
  }

  synchronized void wanted() {
    wanted = true;
    wantedSince = nanos.getAsLong();
  }

  synchronized void came() {
    if (wanted) {
      waited += nanos.getAsLong() - wantedSince;
      wanted = false;
    }
  }

  synchronized boolean isEnded() {
    return ends > 0;
  }

  /**
   * What is to be done about it now. Jetty passes over an end while nobody waits for the sender, as
   * where a byte comes just then; so whoever is waited for once more has heard nothing of it,
   * whatever he sends meanwhile.
   */
  synchronized Verdict judge() {
    long now = nanos.getAsLong();
    if (!wanted || (ends == 0 && !isLate(now)) || (ends > 0 && !isWaitedForAgain(now))) {
      return Verdict.FINE;
    }
    waitedAtEnd = waited + now - wantedSince;
    ends++;
    if (ends == 1) {
      return Verdict.LATE;
    }
    return ends > MOST_ENDS ? Verdict.DEAF : Verdict.UNHEARD;
  }

  private boolean isWaitedForAgain(long now) {
    return waited + now - wantedSince - waitedAtEnd
        > pace.grace().toNanos() / PARTS_OF_GRACE_TO_HEAR;
  }

  private boolean isLate(long now) {
    long bytes = sender.bytesIn() - bytesBefore;
    if (bytes == 0 && sender.mayRest()) {
      waited = 0;
      wantedSince = now;
      return false;
    }
    long time = bytes == 0 ? pace.longest().toNanos() : pace.nanosFor(bytes);
    return waited + now - wantedSince > time && !sender.lookNow();
  }

  void end(TimeoutException late) {
    sender.end(late);
  }

  void cut() {
    sender.cut();
  }

  /** Who has a connection for himself, or lets all that share it wait. */
  private record ConnectionSender(Connection connection) implements Sender {

    @Override
    public long bytesIn() {
      return PatientEndPoint.bytesIn(connection);
    }

    @Override
    public boolean lookNow() {
      return PatientEndPoint.lookNow(connection);
    }

    @Override
    public boolean mayRest() {
      return true;
    }

    @Override
    public void goesOn() {
      PatientEndPoint.goesOn(connection);
    }

    /** As Jetty ends what is idle: who waits for the body hears of it and can still answer. */
    @Override
    public void end(TimeoutException late) {
      if (connection instanceof HTTP2Connection shared) {
        shared.onConnectionFailure(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, "too_slow");
      } else if (connection.onIdleExpired(late)) {
        connection.getEndPoint().close();
      }
    }

    @Override
    public void cut() {
      connection.getEndPoint().close();
    }
  }
}
