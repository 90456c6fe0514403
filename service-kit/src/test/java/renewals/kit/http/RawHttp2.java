package renewals.kit.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Speaks HTTP/2 to a server frame by frame, as no client library would. */
final class RawHttp2 implements AutoCloseable {

  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RESET = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private static final int PATIENCE_MILLIS = 20_000;
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final Socket plain;
  private final SSLSocket tls;

  /** Settings as the client says them: pairs of a name's number and a value. */
  RawHttp2(int port, SSLContext trust, int... settings) throws IOException {
    plain = new Socket(InetAddress.getLoopbackAddress(), port);
    plain.setSoTimeout(PATIENCE_MILLIS);
    plain.setTcpNoDelay(true);
    tls = (SSLSocket) trust.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    if (!"h2".equals(tls.getApplicationProtocol())) {
      throw new IOException("agreed on " + tls.getApplicationProtocol());
    }
    tls.getOutputStream().write(PREFACE.getBytes(US_ASCII));
    ByteBuffer said = ByteBuffer.allocate(settings.length / 2 * 6);
    for (int i = 0; i < settings.length; i += 2) {
      said.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    frame(SETTINGS, 0, 0, said.array());
  }

  RawHttp2 frame(int type, int flags, int stream, byte... payload) throws IOException {
    return bytes(frameOf(type, flags, stream, payload));
  }

  static byte[] frameOf(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  RawHttp2 bytes(byte... bytes) throws IOException {
    OutputStream out = tls.getOutputStream();
    out.write(bytes);
    out.flush();
    return this;
  }

  /** The head of a request, with what a first table of HPACK says and no compression beyond. */
  static byte[] head(String method, String path) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(method.equals("GET") ? 0x82 : 0x83);
    head.write(0x87);
    literal(head, 4, path);
    literal(head, 1, "localhost");
    return head.toByteArray();
  }

  private static void literal(ByteArrayOutputStream head, int name, String value) {
    head.write(name);
    head.write(value.length());
    head.writeBytes(value.getBytes(US_ASCII));
  }

  static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /** All that the server says until it closes. */
  byte[] answer() throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      InputStream in = tls.getInputStream();
      in.transferTo(answer);
    } catch (SocketException | SSLException e) {
      // reset: the server closed while something of ours was on its way
    }
    return answer.toByteArray();
  }

  @Override
  public void close() throws IOException {
    plain.close();
  }
}
