package renewals.kit.http.h2;

import java.time.Duration;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.FlowControlStrategy;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** HTTP/2 as our servers speak it. */
public final class Http2Protocol {

  /**
   * Requests that one connection may have under way. It is the least that RFC 9113 (6.5.2) advises,
   * and no fewer, since the JDK's client has but one connection and fails what goes beyond. What
   * all connections of an address may have together is bounded elsewhere.
   */
  public static final int MOST_STREAMS = 100;

  /**
   * What may come of a body that nobody reads yet, and of all bodies of a connection: that much is
   * kept for each connection.
   */
  private static final int STREAM_WINDOW = FlowControlStrategy.DEFAULT_WINDOW_SIZE;

  private static final int CONNECTION_WINDOW = 2 * STREAM_WINDOW;

  private Http2Protocol() {}

  /**
   * For a connector: TLS, over which a client says first whether it speaks HTTP/2. Heads are as
   * long as HTTP/1.1's may be.
   *
   * @param plain HTTP/1.1, for who says nothing
   * @param idle after which a request is ended on which nothing comes and nothing goes
   */
  public static ConnectionFactory[] overTls(
      SslContextFactory.Server tls,
      HttpConnectionFactory plain,
      Duration idle,
      Http2Watcher watcher) {
    ConnectionFactory http2 = http2(plain.getHttpConfiguration(), idle, watcher);
    ALPNServerConnectionFactory choice =
        new ALPNServerConnectionFactory(http2.getProtocol(), plain.getProtocol());
    choice.setDefaultProtocol(plain.getProtocol());
    return new ConnectionFactory[] {
      new SslConnectionFactory(tls, choice.getProtocol()), choice, http2, plain
    };
  }

  /**
   * When something of an answer was last taken.
   *
   * @param otherwise what is said if nothing was after that; by {@link System#nanoTime}, as is the
   *     answer
   */
  public static long lastTaken(Stream stream, long otherwise) {
    return UnreadFrames.lastTaken(stream, otherwise);
  }

  private static ConnectionFactory http2(
      HttpConfiguration http, Duration idle, Http2Watcher watcher) {
    HTTP2ServerConnectionFactory factory = new HTTP2ServerConnectionFactory(http);
    factory.setMaxConcurrentStreams(MOST_STREAMS);
    factory.setInitialStreamRecvWindow(STREAM_WINDOW);
    factory.setInitialSessionRecvWindow(CONNECTION_WINDOW);
    factory.setStreamIdleTimeout(idle.toMillis());
    // no web sockets here
    factory.setConnectProtocolEnabled(false);
    factory.setRateControlFactory(new Rates(watcher));
    factory.setFlowControlStrategyFactory(UnreadFrames::new);
    factory.addEventListener(new Frames(watcher));
    return factory;
  }

  /** Rates of each connection. */
  private record Rates(Http2Watcher watcher) implements RateControl.Factory {

    @Override
    public RateControl newRateControl(EndPoint point) {
      return new FrameRates(MOST_STREAMS, watcher);
    }
  }

  /** Each frame of any connection. */
  private record Frames(Http2Watcher watcher) implements HTTP2Session.FrameListener {

    @Override
    public void onIncomingFrame(Session session, Frame frame) {
      if (session instanceof HTTP2Session under
          && under.getEndPoint().getConnection() instanceof HTTP2Connection connection) {
        watcher.cameWhole(connection, frame.getType());
        if (isTooMuch(under, frame)) {
          connection.onConnectionFailure(ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, "too_many_frames");
        }
      }
    }

    private boolean isTooMuch(HTTP2Session session, Frame frame) {
      return switch (frame.getType()) {
        case WINDOW_UPDATE -> !session.getParser().rateControlOnEvent(frame);
        case DATA ->
            session.getFlowControlStrategy() instanceof UnreadFrames unread
                && unread.areTooMany()
                && !session.getParser().rateControlOnEvent(UnreadFrames.TOO_MANY);
        default -> false;
      };
    }
  }
}
