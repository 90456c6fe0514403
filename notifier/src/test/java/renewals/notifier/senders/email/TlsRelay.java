package renewals.notifier.senders.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server with TLS from the first byte or by STARTTLS, which GreenMail does not offer. */
final class TlsRelay implements AutoCloseable {

  private final ServerSocket listening;
  private final SSLContext tls;
  private final boolean fromTheStart;
  private final List<String> recipients = new CopyOnWriteArrayList<>();

  TlsRelay(SSLContext tls, boolean fromTheStart) throws IOException {
    this.listening = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
    this.tls = tls;
    this.fromTheStart = fromTheStart;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Lines that named a recipient. */
  List<String> recipients() {
    return recipients;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.setSoTimeout(10_000);
        if (fromTheStart) {
          talk(secured(socket), true, true);
        } else {
          talk(socket, false, true);
        }
      } catch (IOException e) {
        // a client that broke off, or the end
      }
    }
  }

  private void talk(Socket socket, boolean isSecured, boolean greets) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    if (greets) {
      say(socket, "220 relay");
    }
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String word = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      if (data) {
        data = !line.equals(".");
        if (!data) {
          say(socket, "250 taken");
        }
      } else if (word.equals("STARTTLS")) {
        say(socket, "220 go ahead");
        talk(secured(socket), true, false);
        return;
      } else if (word.equals("EHLO")) {
        say(socket, isSecured ? "250 relay" : "250-relay\r\n250 STARTTLS");
      } else if (word.equals("DATA")) {
        data = true;
        say(socket, "354 go ahead");
      } else {
        if (word.equals("RCPT")) {
          recipients.add(line);
        }
        say(socket, word.equals("QUIT") ? "221 bye" : "250 ok");
      }
    }
  }

  private Socket secured(Socket socket) throws IOException {
    SSLSocket secured =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, "localhost", port(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    return secured;
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
