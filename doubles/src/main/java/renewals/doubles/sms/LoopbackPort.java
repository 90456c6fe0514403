package renewals.doubles.sms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;

/** A port of the loopback address. */
final class LoopbackPort implements ServerConnectionFactory {

  private final ServerSocket socket;

  /** That port, 0 for a free one. */
  LoopbackPort(int on) throws IOException {
    this.socket = new ServerSocket(on, 50, InetAddress.getLoopbackAddress());
  }

  int number() {
    return socket.getLocalPort();
  }

  boolean isClosed() {
    return socket.isClosed();
  }

  void close() throws IOException {
    socket.close();
  }

  @Override
  public ServerConnection listen(int ignored) {
    return new ServerSocketConnection(socket);
  }

  @Override
  public ServerConnection listen(int ignored, int timeout) {
    return listen(ignored);
  }

  @Override
  public ServerConnection listen(int ignored, int timeout, int backlog) {
    return listen(ignored);
  }
}
