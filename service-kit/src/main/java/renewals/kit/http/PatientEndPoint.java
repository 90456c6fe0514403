package renewals.kit.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is looked at the less often the longer its client sends in nothing but tiny
 * pieces: each look costs the same, whether it finds a byte or a whole request. Who has done so for
 * some time is not looked at for {@value #AS_LONG_AGAIN} times as long. What comes meanwhile waits
 * in the system's buffer, so enough of it is no tiny piece any more. Anything that is said to the
 * client ends it, too.
 */
final class PatientEndPoint extends SocketChannelEndPoint {

  /**
   * What is tiny, in bytes as they come from the network: a byte in a chunk of its own and a TLS
   * record of its own is; no request is.
   */
  private static final int TINY = 48;

  private static final int AS_LONG_AGAIN = 2;

  /** Shorter ones are not worth a timer; pieces of one message follow each other faster. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  /** Well below the idle timeout, which would not know of what nobody looked at. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

  /** Bytes since the last look. */
  private int came;

  private volatile long bytesIn;
  private boolean onlyTiny;
  private long onlyTinySince;

  /** Whether the client has left something untaken, and since when. */
  private volatile boolean full;

  private volatile long fullSince;

  /** Whether somebody can't wait any longer. */
  private boolean hurried;

  private Scheduler.@Nullable Task pause;

  PatientEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  /**
   * Looks now at what a connection's client has sent, and makes no pauses any more until it has
   * sent more than tiny pieces.
   *
   * @return whether there was a pause, so that there may be something unread
   */
  static boolean lookNow(Connection connection) {
    return under(connection) instanceof PatientEndPoint patient && patient.hurry();
  }

  /** Says that a connection's client has come further, by however little. */
  static void goesOn(Connection connection) {
    if (under(connection) instanceof PatientEndPoint patient) {
      patient.forget();
    }
  }

  /** How many bytes came over a connection's wire: those of TLS itself are among them. */
  static long bytesIn(Connection connection) {
    return under(connection) instanceof PatientEndPoint patient
        ? patient.bytesIn
        : connection.getBytesIn();
  }

  /** Whether a connection's client has taken nothing for so long of what is said to it. */
  static boolean takesNothing(Connection connection, Duration time) {
    return under(connection) instanceof PatientEndPoint patient
        && patient.full
        && System.nanoTime() - patient.fullSince > time.toNanos();
  }

  private static EndPoint under(Connection connection) {
    EndPoint point = connection.getEndPoint();
    while (point instanceof EndPoint.Wrapper wrapper) {
      point = wrapper.unwrap();
    }
    return point;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    if (filled > 0) {
      synchronized (this) {
        came += filled;
        bytesIn += filled;
      }
    }
    return filled;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    forget();
    boolean all = super.flush(buffers);
    if (!all && !full) {
      fullSince = System.nanoTime();
    }
    full = !all;
    return all;
  }

  @Override
  protected void needsFillInterest() {
    if (!isPausing()) {
      super.needsFillInterest();
    }
  }

  @Override
  public void onClose(Throwable cause) {
    synchronized (this) {
      endPause();
    }
    super.onClose(cause);
  }

  private synchronized boolean isPausing() {
    endPause();
    int piece = came;
    came = 0;
    if (piece == 0) {
      return false;
    }
    if (piece >= TINY) {
      forget();
      return false;
    }
    long now = System.nanoTime();
    if (!onlyTiny) {
      onlyTiny = true;
      onlyTinySince = now;
    }
    long nanos = Math.min(AS_LONG_AGAIN * (now - onlyTinySince), LONGEST_PAUSE.toNanos());
    if (hurried || nanos < SHORTEST_PAUSE.toNanos()) {
      return false;
    }
    pause = getScheduler().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    return true;
  }

  private synchronized void forget() {
    onlyTiny = false;
    hurried = false;
  }

  private void look() {
    synchronized (this) {
      if (!endPause()) {
        return;
      }
    }
    super.needsFillInterest();
  }

  private boolean hurry() {
    synchronized (this) {
      if (!endPause()) {
        return false;
      }
      hurried = true;
    }
    super.needsFillInterest();
    return true;
  }

  /** Whether there was one. */
  private boolean endPause() {
    Scheduler.Task task = pause;
    if (task == null) {
      return false;
    }
    pause = null;
    task.cancel();
    return true;
  }
}
