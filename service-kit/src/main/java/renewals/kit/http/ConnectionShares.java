package renewals.kit.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets one address hold only so many connections at once; one more is closed. Who has one IPv6
 * address has the 2^64 beside it as well, so those count together.
 *
 * <p>Over HTTP/2 many requests share a connection. The first that is under way goes with the
 * connection, each further one counts as one more connection does, until its handler has ended: who
 * takes a request back, or closes the connection, has not ended it. One too many is refused in a
 * way that tells the client that nobody has looked at it.
 */
final class ConnectionShares extends Handler.Wrapper implements Connection.Listener {

  private static final String ATTRIBUTE = ConnectionShares.class.getName();
  private static final int IPV6_NETWORK_BYTES = 8;

  private final HttpAccess access;
  private final HttpRefusals refusals;
  private final Map<String, Integer> held = new ConcurrentHashMap<>();
  private final Map<Connection, Share> shares = new ConcurrentHashMap<>();

  ConnectionShares(HttpAccess access, HttpRefusals refusals) {
    this.access = access;
    this.refusals = refusals;
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      // what it carries is counted
      return;
    }
    SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return;
    }
    InetAddress address = socket.getAddress();
    if (access.isProxy(address.getHostAddress())) {
      return;
    }
    Share share = new Share(networkOf(address));
    shares.put(connection, share);
    if (connection instanceof ConnectionMetaData known) {
      known.setAttribute(ATTRIBUTE, share);
    }
    if (!share.opened()) {
      refusals.count(HttpRefusals.Reason.CONNECTIONS);
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    Share share = shares.remove(connection);
    if (share != null) {
      share.closed();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    ConnectionMetaData way = request.getConnectionMetaData();
    if (!(way.getConnection() instanceof HTTP2Connection shared)
        || !(way.getAttribute(ATTRIBUTE) instanceof Share share)) {
      return super.handle(request, response, callback);
    }
    if (!share.begin()) {
      refusals.count(HttpRefusals.Reason.CONNECTIONS);
      new StreamSender(shared, request.getId()).reset(ErrorCode.REFUSED_STREAM_ERROR);
      callback.failed(new EofException("refused"));
      return true;
    }
    Request.addCompletionListener(request, failure -> share.end());
    return super.handle(request, response, callback);
  }

  private static String networkOf(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(
            bytes.length > IPV6_NETWORK_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
  }

  /** What a connection takes of what its address may hold. */
  private final class Share {

    private final String holder;
    private boolean stands;
    private int underWay;
    private int taken;

    private Share(String holder) {
      this.holder = holder;
    }

    /** Whether it may be; it counts until it is closed in either case. */
    private synchronized boolean opened() {
      stands = true;
      return settle();
    }

    private synchronized void closed() {
      stands = false;
      settle();
    }

    /** Whether one more request may be; it counts only then. */
    private synchronized boolean begin() {
      underWay++;
      if (settle()) {
        return true;
      }
      end();
      return false;
    }

    private synchronized void end() {
      underWay--;
      settle();
    }

    /** Whether the address holds no more than it may, unless this takes no more than before. */
    private boolean settle() {
      int more = Math.max(stands ? 1 : 0, underWay) - taken;
      taken += more;
      int all = held.merge(holder, more, Integer::sum);
      held.computeIfPresent(holder, (ignored, count) -> count == 0 ? null : count);
      return more <= 0 || all <= access.connections();
    }
  }
}
