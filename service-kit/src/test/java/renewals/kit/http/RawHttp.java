package renewals.kit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** Speaks to a server byte by byte, as no client library would. */
final class RawHttp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket = new Socket();

  RawHttp(int port) throws IOException {
    this(port, 1);
  }

  /** From a loopback address, 127.0.0.1 or another. */
  RawHttp(int port, int last) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.bind(new InetSocketAddress(loopback(last), 0));
    socket.connect(new InetSocketAddress(loopback(1), port));
  }

  private static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Sends nothing more, but goes on reading. */
  RawHttp end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** All that the server says until it closes; empty where it closes without a word. */
  String answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(answer);
    } catch (SocketException e) {
      // reset: the server closed while something of ours was on its way
    }
    return answer.toString(UTF_8);
  }

  /** What the server says up to some text. */
  String answerUpTo(String end) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf(end) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the server closed after " + answer);
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
