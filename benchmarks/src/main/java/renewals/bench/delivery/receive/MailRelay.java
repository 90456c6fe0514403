package renewals.bench.delivery.receive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import renewals.bench.delivery.plan.Address;
import renewals.bench.delivery.plan.Conduct;

/**
 * One mail server before all mailboxes. Slow ones it asks to be tried later (451), as greylisting
 * does; dead ones it doesn't know (550).
 */
final class MailRelay implements AutoCloseable {

  private static final String NOTICE_ID = "X-Notice-Id: ";

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Taking taking;
  private final Spells spells;

  MailRelay(Taking taking, Spells spells) throws IOException {
    this.taking = taking;
    this.spells = spells;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  String mailboxOf(Address address) {
    return "%s@%s.example".formatted(address.merchantId(), address.conduct().word());
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // closed, or a client that went away before it was served
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      talk(socket);
    } catch (IOException e) {
      // a client that broke off, as one does that is killed: its mail was not taken
    } finally {
      open.remove(socket);
    }
  }

  private void talk(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    say(socket, "220 relay");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      switch (line.split(" ", 2)[0].toUpperCase(Locale.ROOT)) {
        case "RCPT" -> say(socket, answerTo(line));
        case "DATA" -> {
          say(socket, "354 go ahead");
          take(in);
          say(socket, "250 taken");
        }
        case "QUIT" -> {
          say(socket, "221 bye");
          return;
        }
        default -> say(socket, "250 ok");
      }
    }
  }

  private String answerTo(String recipient) {
    if (recipient.contains("@" + Conduct.DEAD.word())) {
      return "550 no such mailbox";
    }
    return recipient.contains("@" + Conduct.SLOW.word()) && spells.areSlow()
        ? "451 try again later"
        : "250 ok";
  }

  private void take(BufferedReader in) throws IOException {
    String id = "";
    for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
      if (line == null) {
        throw new IOException("broken off");
      }
      if (id.isEmpty() && line.startsWith(NOTICE_ID)) {
        id = line.substring(NOTICE_ID.length()).strip();
      }
    }
    taking.notice(id);
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
