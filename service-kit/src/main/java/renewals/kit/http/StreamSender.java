package renewals.kit.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Stream;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import renewals.kit.http.h2.Http2Protocol;

/** Who sends one request of several that share a connection, as HTTP/2 has it. */
final class StreamSender implements Watch.Sender {

  private final HTTP2Connection connection;
  private final int stream;
  private final AtomicLong read = new AtomicLong();
  private volatile boolean writing;
  private volatile long writingSince;

  /**
   * Who sends a request.
   *
   * @param id of the request on its connection
   */
  StreamSender(HTTP2Connection connection, String id) {
    this.connection = connection;
    this.stream = Integer.parseInt(id);
  }

  /** Counts what was read of its body; what came empty, or was nothing but padding, came too. */
  void read(long bytes) {
    read.addAndGet(bytes + 1);
  }

  /** The same answer, of which is known whether it is being written. */
  Response taking(Request request, Response response) {
    return new Response.Wrapper(request, response) {
      @Override
      public void write(boolean last, @Nullable ByteBuffer content, Callback callback) {
        writes(true);
        super.write(
            last,
            content,
            new Callback.Nested(callback) {
              @Override
              public void succeeded() {
                writes(false);
                super.succeeded();
              }

              @Override
              public void failed(Throwable why) {
                writes(false);
                super.failed(why);
              }
            });
      }
    };
  }

  private void writes(boolean now) {
    writingSince = System.nanoTime();
    writing = now;
  }

  /**
   * Ends it, once, where a part of its answer waits and nothing of it was taken for so long,
   * whatever else was said meanwhile.
   *
   * @return whether it did
   */
  boolean takesNothing(Duration time) {
    HTTP2Stream under = under();
    if (!writing || under == null) {
      return false;
    }
    long since = Http2Protocol.lastTaken(under, writingSince);
    if (System.nanoTime() - since <= time.toNanos()) {
      return false;
    }
    writing = false;
    reset(ErrorCode.CANCEL_STREAM_ERROR);
    return true;
  }

  @Override
  public long bytesIn() {
    return read.get();
  }

  @Override
  public boolean lookNow() {
    return PatientEndPoint.lookNow(connection);
  }

  /** Jetty's idle timeout of a stream begins anew with each frame, though it brings nothing. */
  @Override
  public boolean mayRest() {
    return false;
  }

  @Override
  public void goesOn() {
    PatientEndPoint.goesOn(connection);
  }

  /**
   * As Jetty ends a stream that is idle: who waits for the body hears of it and can still answer.
   */
  @Override
  public void end(TimeoutException late) {
    HTTP2Stream under = under();
    Stream.Listener listener = under == null ? null : under.getListener();
    if (listener != null) {
      listener.onIdleTimeout(
          under,
          late,
          Promise.from(
              nobodyHandlesIt -> {
                if (nobodyHandlesIt) {
                  reset(ErrorCode.CANCEL_STREAM_ERROR);
                }
              },
              failure -> reset(ErrorCode.INTERNAL_ERROR)));
    }
  }

  /** Whoever reads of it hears of it first: a reset of our own is told to nobody here. */
  @Override
  public void cut() {
    HTTP2Stream under = under();
    Stream.Listener listener = under == null ? null : under.getListener();
    if (listener != null) {
      EofException gone = new EofException("the request came too slowly");
      int code = ErrorCode.CANCEL_STREAM_ERROR.code;
      listener.onFailure(under, code, "too_slow", gone, Callback.NOOP);
    }
    reset(ErrorCode.CANCEL_STREAM_ERROR);
  }

  /** Takes nothing from it and answers nothing; what else is on the connection goes on. */
  void reset(ErrorCode why) {
    HTTP2Stream under = under();
    if (under != null) {
      under.reset(new ResetFrame(stream, why.code), Callback.NOOP);
    }
  }

  private @Nullable HTTP2Stream under() {
    return connection.getSession().getStream(stream);
  }
}
