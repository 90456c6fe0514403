package renewals.kit.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.frames.FrameType;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.http.h2.Http2Watcher;

/**
 * Ends requests that do not come to their end in time. A head and a body have each so long from
 * their first byte, and so much longer for each byte that came; only the time counts in which the
 * client is waited for, and what came but was not looked at yet is looked at before the end. Who
 * sends nothing at all is left to the idle timeout. What Jetty has of its own beside it, a least
 * rate of bodies, holds no head that comes byte by byte, and would cut a stream of events that
 * rests between two of them.
 *
 * <p>Over HTTP/2 each body has its own time, whatever else its connection brings; a head has the
 * connection for itself while it comes, and so has each other frame. There one client can hold back
 * the answers to many requests, so a connection whose client takes nothing of what is said to it
 * ends too, whatever he sends.
 *
 * <p>Long because connections, streams and requests are looked at by one clock.
 */
final class RequestClock extends Handler.Wrapper implements Connection.Listener, Http2Watcher {

  private static final Logger LOG = LoggerFactory.getLogger(RequestClock.class);
  private static final String ATTRIBUTE = RequestClock.class.getName();
  private static final int LOOKS_A_GRACE = 10;

  private final RequestPace pace;
  private final HttpRefusals refusals;
  private final Map<Connection, Watch> watches = new ConcurrentHashMap<>();
  private final Map<StreamSender, Watch> streams = new ConcurrentHashMap<>();
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
      watches.put(connection, Watch.of(connection, pace));
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
  public void cameWhole(HTTP2Connection connection, FrameType frame) {
    Watch watch = watches.get(connection);
    if (watch != null) {
      watch.waiting();
    }
    if (frame == FrameType.HEADERS) {
      PatientEndPoint.goesOn(connection);
    }
  }

  @Override
  public void flooded() {
    refusals.count(HttpRefusals.Reason.FLOOD);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (connection instanceof HTTP2Connection shared) {
      StreamSender sender = new StreamSender(shared, request.getId());
      Watch ofStream = new Watch(sender, pace);
      ofStream.handling();
      streams.put(sender, ofStream);
      Request.addCompletionListener(request, failure -> streams.remove(sender));
      request.setAttribute(ATTRIBUTE, ofStream);
      Request timed = new Timed(request, ofStream, refusals, sender::read);
      return super.handle(timed, sender.taking(timed, response), callback);
    }
    Watch watch = watches.get(connection);
    if (watch == null) {
      return super.handle(request, response, callback);
    }
    watch.handling();
    Request.addCompletionListener(request, failure -> watch.waiting());
    if (!hasBody(request)) {
      return super.handle(request, response, callback);
    }
    request.setAttribute(ATTRIBUTE, watch);
    return super.handle(new Timed(request, watch, refusals, bytes -> {}), response, callback);
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
    try {
      lookAtEach(watches.values(), this::judge);
      lookAtEach(streams.values(), this::judge);
      lookAtEach(watches.keySet(), this::endIfItTakesNothing);
      lookAtEach(streams.keySet(), this::endIfItTakesNothing);
    } finally {
      lookLater();
    }
  }

  /** One that can't be looked at hides none of the others, and isn't the end of looking. */
  private static <T> void lookAtEach(Iterable<T> all, Consumer<T> look) {
    for (T one : all) {
      try {
        look.accept(one);
      } catch (RuntimeException e) {
        LOG.error("A sender could not be looked at, whether it is slow", e);
      }
    }
  }

  private void endIfItTakesNothing(Connection connection) {
    if (connection instanceof HTTP2Connection
        && PatientEndPoint.takesNothing(connection, pace.longest())) {
      hangUp(connection);
    }
  }

  private void endIfItTakesNothing(StreamSender sender) {
    if (sender.takesNothing(pace.longest())) {
      refusals.count(HttpRefusals.Reason.SLOW);
    }
  }

  private void judge(Watch watch) {
    switch (watch.judge()) {
      case FINE -> {}
      case LATE -> {
        refusals.count(HttpRefusals.Reason.SLOW);
        end(watch);
      }
      case UNHEARD -> end(watch);
      case DEAF -> watch.cut();
    }
  }

  private static void end(Watch watch) {
    watch.end(new Timed.TooSlow());
  }

  private void hangUp(Connection connection) {
    refusals.count(HttpRefusals.Reason.SLOW);
    connection.getEndPoint().close();
  }

  /** A request whose body is being waited for while somebody wants to read of it. */
  private static final class Timed extends Request.Wrapper {

    private final Watch watch;
    private final HttpRefusals refusals;
    private final LongConsumer counter;
    private boolean failed;

    Timed(Request request, Watch watch, HttpRefusals refusals, LongConsumer counter) {
      super(request);
      this.watch = watch;
      this.refusals = refusals;
      this.counter = counter;
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
      if (chunk != null) {
        counter.accept(chunk.remaining());
      }
      if (Content.Chunk.isFailure(chunk) && !failed) {
        failed = true;
        if (!(chunk.getFailure() instanceof TimeoutException)) {
          refusals.count(HttpRefusals.Reason.BROKEN);
        } else if (!(chunk.getFailure() instanceof TooSlow) && !watch.isEnded()) {
          refusals.count(HttpRefusals.Reason.SLOW);
        }
      }
      return chunk;
    }

    /** By it an end of ours is known, which is counted already. */
    static final class TooSlow extends TimeoutException {

      private static final long serialVersionUID = 1L;

      TooSlow() {
        super("the request came too slowly");
      }
    }
  }
}
