package renewals.notifier.senders.sms.smpp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jsmpp.session.connection.socket.SocketConnection;

/**
 * Connects within a bounded time, and over TLS only to the host that the certificate names: the
 * library's own factories do neither.
 */
record SmppSockets(SocketFactory sockets, Duration timeout) implements ConnectionFactory {

  @Override
  public Connection createConnection(String host, int port) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    Socket socket = sockets.createSocket();
    try {
      socket.connect(new InetSocketAddress(host, port), millis);
      socket.setTcpNoDelay(true);
      if (socket instanceof SSLSocket secured) {
        SSLParameters demands = secured.getSSLParameters();
        demands.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(demands);
        secured.setSoTimeout(millis);
        secured.startHandshake();
      }
      return new SocketConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
