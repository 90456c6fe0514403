package renewals.kit.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests that do not come to their end in time. A head and a body have each so long from
 * their first byte, and so much longer for each byte that came; only the time counts in which the
 * client is waited for, and what came but was not looked at yet is looked at before the end. Who
 * sends nothing at all is left to the idle timeout. What Jetty has of its own beside it, a least
 * rate of bodies, holds no head that comes byte by byte, and would cut a stream of events that
 * rests between two of them.
 */
final class RequestClock extends Handler.Wrapper implements Connection.Listener {

  private static final String ATTRIBUTE = RequestClock.class.getName();
  private static final int LOOKS_A_GRACE = 10;

  private final RequestPace pace;
  private final HttpRefusals refusals;
  private final Map<Connection, Watch> watches = new ConcurrentHashMap<>();
  private volatile Scheduler.@Nullable Task next;

  RequestClock(RequestPace pace, HttpRefusals refusals) {
    this.pace = pace;
    this.refusals = refusals;
  }

  /** Says that a body of many parts has come a part further: the next one's time begins. */
  static void renew(@Nullable Object attribute) {
    if (attribute instanceof Watch watch) {
      watch.renew();
    }
  }

  /** Where {@link #renew} finds a request's watch among its attributes. */
  static String attribute() {
    return ATTRIBUTE;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    lookLater();
  }

  @Override
  protected void doStop() throws Exception {
    Scheduler.Task task = next;
    if (task != null) {
      task.cancel();
    }
    super.doStop();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection tls) {
      tls.addHandshakeListener(new HandshakeEnd(() -> handshakeDone(tls)));
    } else {
      watches.put(connection, new Watch(connection));
    }
  }

  /** TLS is a connection below the one that is watched. Its handshake is a part of its own. */
  private void handshakeDone(SslConnection tls) {
    Watch watch = watches.get(tls.getSslEndPoint().getConnection());
    if (watch != null) {
      watch.waiting();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    watches.remove(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Watch watch = watches.get(request.getConnectionMetaData().getConnection());
    if (watch == null) {
      return super.handle(request, response, callback);
    }
    watch.handling();
    Request.addCompletionListener(request, failure -> watch.waiting());
    if (!hasBody(request)) {
      return super.handle(request, response, callback);
    }
    request.setAttribute(ATTRIBUTE, watch);
    return super.handle(new Timed(request, watch), response, callback);
  }

  private static boolean hasBody(Request request) {
    return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) || request.getLength() > 0;
  }

  private void lookLater() {
    next =
        getServer()
            .getScheduler()
            .schedule(
                this::look, pace.grace().toMillis() / LOOKS_A_GRACE + 1, TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!isRunning()) {
      return;
    }
    long now = System.nanoTime();
    watches.values().stream().filter(watch -> watch.isLate(now)).forEach(this::end);
    lookLater();
  }

  /** As Jetty ends what is idle: who waits for the body hears of it and can still answer. */
  private void end(Watch watch) {
    refusals.count(HttpRefusals.Reason.SLOW);
    TimeoutException late = new TimeoutException("the request came too slowly");
    if (watch.connection.onIdleExpired(late)) {
      watch.connection.getEndPoint().close();
    }
  }

  /** A request whose body is being waited for while somebody wants to read of it. */
  private final class Timed extends Request.Wrapper {

    private final Watch watch;
    private boolean failed;

    private Timed(Request request, Watch watch) {
      super(request);
      this.watch = watch;
    }

    @Override
    public void demand(Runnable demandCallback) {
      watch.wanted();
      super.demand(
          () -> {
            watch.came();
            demandCallback.run();
          });
    }

    @Override
    public Content.@Nullable Chunk read() {
      Content.Chunk chunk = super.read();
      if (Content.Chunk.isFailure(chunk) && !failed) {
        failed = true;
        if (!(chunk.getFailure() instanceof TimeoutException)) {
          refusals.count(HttpRefusals.Reason.BROKEN);
        } else if (!watch.isEnded()) {
          refusals.count(HttpRefusals.Reason.SLOW);
        }
      }
      return chunk;
    }
  }

  /** What is known of one connection. */
  private final class Watch {

    private final Connection connection;

    /** Whether the client is waited for, and since when. */
    private boolean wanted = true;

    private long wantedSince = System.nanoTime();

    /** What the part has taken before that. */
    private long waited;

    /** What had come when the part began. */
    private long bytesBefore;

    private boolean ended;

    private Watch(Connection connection) {
      this.connection = connection;
    }

    private synchronized void handling() {
      wanted = false;
      begin();
    }

    private synchronized void waiting() {
      wanted = true;
      begin();
    }

    private synchronized void renew() {
      begin();
      PatientEndPoint.goesOn(connection);
    }

    private void begin() {
      waited = 0;
      wantedSince = System.nanoTime();
      bytesBefore = PatientEndPoint.bytesIn(connection);
    }

    private synchronized void wanted() {
      wanted = true;
      wantedSince = System.nanoTime();
    }

    private synchronized void came() {
      if (wanted) {
        waited += System.nanoTime() - wantedSince;
        wanted = false;
      }
    }

    private synchronized boolean isEnded() {
      return ended;
    }

    private synchronized boolean isLate(long now) {
      if (ended || !wanted) {
        return false;
      }
      long bytes = PatientEndPoint.bytesIn(connection) - bytesBefore;
      if (bytes == 0) {
        waited = 0;
        wantedSince = now;
        return false;
      }
      ended =
          waited + now - wantedSince > pace.nanosFor(bytes) && !PatientEndPoint.lookNow(connection);
      return ended;
    }
  }
}
