package renewals.stack.sim;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;
import java.util.TreeMap;

/** A real SMTP server that keeps what reaches the merchants. */
final class MailBox implements AutoCloseable {

  /** The header by which a notice says its id. */
  private static final String NOTICE_ID = "X-Notice-Id";

  private final GreenMail server;

  private MailBox(GreenMail server) {
    this.server = server;
  }

  /** Listens on a free port of the loopback address. */
  static MailBox open() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return new MailBox(server);
  }

  int port() {
    return server.getSmtp().getPort();
  }

  /** How many mails came. */
  int count() {
    return server.getReceivedMessages().length;
  }

  /** How often each notice came, by its id. */
  Map<String, Integer> received() {
    Map<String, Integer> received = new TreeMap<>();
    try {
      for (MimeMessage message : server.getReceivedMessages()) {
        received.merge(message.getHeader(NOTICE_ID, ","), 1, Integer::sum);
      }
    } catch (MessagingException e) {
      throw new IllegalStateException("a mail came that nobody can read", e);
    }
    return received;
  }

  @Override
  public void close() {
    server.stop();
  }
}
