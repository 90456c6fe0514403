package renewals.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** One connection of a client that sends what it is told to, request by request. */
final class Http2Peer implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final HTTP2Client client = new HTTP2Client();
  private final SslContextFactory.Client trustsAll = new SslContextFactory.Client(true);
  private final HTTP2Session session;

  Http2Peer(int port) throws Exception {
    client.start();
    trustsAll.start();
    session =
        (HTTP2Session)
            client
                .connect(
                    trustsAll,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    new Session.Listener() {})
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Opens more requests at once than the server allows, who has said so by its first answer. */
  Http2Peer unbounded() throws Exception {
    get("/").answer();
    session.setMaxLocalStreams(-1);
    return this;
  }

  Exchange get(String path) throws Exception {
    return get("localhost", path, HttpFields.EMPTY);
  }

  Exchange get(String authority, String path, HttpFields fields) throws Exception {
    return new Exchange("GET", authority, path, fields, true);
  }

  /** A request whose body comes later. */
  Exchange post(String path) throws Exception {
    return new Exchange("POST", "localhost", path, HttpFields.EMPTY, false);
  }

  @Override
  public void close() throws Exception {
    client.stop();
    trustsAll.stop();
  }

  /** An answer that came whole. */
  record Answer(int status, String body) {}

  /** A request, and what becomes of it. */
  final class Exchange implements Stream.Listener {

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final StringBuilder body = new StringBuilder();
    private final Stream stream;
    private volatile int status;

    private Exchange(String method, String authority, String path, HttpFields fields, boolean last)
        throws Exception {
      HttpURI uri = HttpURI.build("https://%s%s".formatted(authority, path)).asImmutable();
      MetaData.Request head = new MetaData.Request(method, uri, HttpVersion.HTTP_2, fields);
      stream =
          session
              .newStream(new HeadersFrame(head, null, last), this)
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      stream.demand();
    }

    Exchange send(String text, boolean last) throws Exception {
      stream
          .data(new DataFrame(stream.getId(), ByteBuffer.wrap(text.getBytes(UTF_8)), last))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return this;
    }

    /** Takes the request back. */
    void cancel() throws Exception {
      stream
          .reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    boolean isOver() {
      return end.isDone();
    }

    Answer answer() throws Exception {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Its status, or why there is none. */
    String end() throws Exception {
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onHeaders(Stream answered, HeadersFrame frame) {
      if (frame.getMetaData() instanceof MetaData.Response response) {
        status = response.getStatus();
      }
      if (frame.isEndStream()) {
        complete();
      }
    }

    @Override
    public void onDataAvailable(Stream answered) {
      for (Stream.Data data = answered.readData(); data != null; data = answered.readData()) {
        body.append(UTF_8.decode(data.frame().getByteBuffer()));
        boolean last = data.frame().isEndStream();
        data.release();
        if (last) {
          complete();
          return;
        }
      }
      answered.demand();
    }

    private void complete() {
      answer.complete(new Answer(status, body.toString()));
      end.complete(String.valueOf(status));
    }

    @Override
    public void onReset(Stream answered, ResetFrame frame, Callback callback) {
      end.complete(ErrorCode.toString(frame.getError(), "unknown"));
      callback.succeeded();
    }

    @Override
    public void onFailure(
        Stream answered, int error, String reason, Throwable failure, Callback callback) {
      end.complete(ErrorCode.toString(error, "unknown"));
      callback.succeeded();
    }
  }
}
