package renewals.producer.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends requests as they are, one after the other on a connection while that lasts. */
final class RawClient implements AutoCloseable {

  private final int port;
  private Socket socket;
  private InputStream in;

  record Answer(int status, Map<String, String> fields, String body) {}

  RawClient(int port) {
    this.port = port;
  }

  Answer send(RawRequest request) throws IOException {
    try {
      return exchange(request);
    } catch (EOFException | java.net.SocketException e) {
      // the server had ended the connection after an answer
      close();
      return exchange(request);
    }
  }

  private Answer exchange(RawRequest request) throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(20_000);
      in = new BufferedInputStream(socket.getInputStream());
    }
    socket.getOutputStream().write(request.bytes());
    String statusLine = line();
    int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
    Map<String, String> fields = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    String body = body(fields);
    if ("close".equalsIgnoreCase(fields.get("connection"))) {
      close();
    }
    return new Answer(status, fields, body);
  }

  private String body(Map<String, String> fields) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (fields.containsKey("content-length")) {
      body.writeBytes(in.readNBytes(Integer.parseInt(fields.get("content-length"))));
    } else if ("chunked".equals(fields.get("transfer-encoding"))) {
      for (int size = chunk(); size > 0; size = chunk()) {
        body.writeBytes(in.readNBytes(size));
        line();
      }
      line();
    }
    return body.toString(UTF_8);
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
