package renewals.kit.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;

/**
 * Lets one address hold only so many connections at once; one more is closed. Who has one IPv6
 * address has the 2^64 beside it as well, so those count together.
 */
final class ConnectionShares implements Connection.Listener {

  private static final int IPV6_NETWORK_BYTES = 8;

  private final HttpAccess access;
  private final HttpRefusals refusals;
  private final Map<String, Integer> held = new ConcurrentHashMap<>();
  private final Map<Connection, String> holders = new ConcurrentHashMap<>();

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
    String holder = networkOf(address);
    holders.put(connection, holder);
    if (held.merge(holder, 1, Integer::sum) > access.connections()) {
      refusals.count(HttpRefusals.Reason.CONNECTIONS);
      connection.getEndPoint().close();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    String holder = holders.remove(connection);
    if (holder != null) {
      held.computeIfPresent(holder, (ignored, count) -> count > 1 ? count - 1 : null);
    }
  }

  private static String networkOf(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(
            bytes.length > IPV6_NETWORK_BYTES ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
  }
}
