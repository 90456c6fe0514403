package renewals.kit.http.h2;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http2.BufferingFlowControlStrategy;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a connection's bodies and was not read yet, by number: the windows bound its
 * bytes, but each frame is kept for itself and costs far more than the one byte that may be in it.
 */
final class UnreadFrames extends BufferingFlowControlStrategy {

  /** What a connection's rates are asked for when there are too many. */
  static final Object TOO_MANY = new Object();

  /** A connection's whole window in frames of 64 bytes. */
  private static final int MOST = 2_048;

  private static final String TAKEN = UnreadFrames.class.getName();
  private static final float GRANT_WHEN_READ = 0.5F;

  private final Map<Stream, AtomicInteger> unread = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  UnreadFrames() {
    super(GRANT_WHEN_READ);
  }

  boolean areTooMany() {
    return all.get() > MOST;
  }

  @Override
  public void onStreamCreated(Stream stream) {
    super.onStreamCreated(stream);
    unread.put(stream, new AtomicInteger());
  }

  @Override
  public void onStreamDestroyed(Stream stream) {
    super.onStreamDestroyed(stream);
    AtomicInteger left = unread.remove(stream);
    if (left != null) {
      all.addAndGet(-left.getAndSet(0));
    }
  }

  @Override
  public void onDataReceived(Session session, @Nullable Stream stream, int length) {
    super.onDataReceived(session, stream, length);
    count(stream, 1);
  }

  @Override
  public void onDataConsumed(Session session, @Nullable Stream stream, int length) {
    super.onDataConsumed(session, stream, length);
    count(stream, -1);
  }

  @Override
  public void onDataSent(Stream stream, int length) {
    super.onDataSent(stream, length);
    if (length > 0) {
      stream.setAttribute(TAKEN, System.nanoTime());
    }
  }

  /** When something of a stream's answer was last taken, by {@link System#nanoTime}. */
  static long lastTaken(Stream stream, long otherwise) {
    return stream.getAttribute(TAKEN) instanceof Long time && time - otherwise > 0
        ? time
        : otherwise;
  }

  /** What is left of a stream at its end is taken from it at once and not frame by frame. */
  private void count(@Nullable Stream stream, int more) {
    AtomicInteger own = stream == null ? null : unread.get(stream);
    if (own == null) {
      return;
    }
    int before = own.getAndUpdate(count -> Math.max(0, count + more));
    if (before + more >= 0) {
      all.addAndGet(more);
    }
  }
}
