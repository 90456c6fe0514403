package renewals.stack.sim;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

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

  /** Everything that came: a mail is its notice, whatever stands in its envelope. */
  Inbox received() {
    Inbox inbox = new Inbox();
    try {
      for (MimeMessage mail : server.getReceivedMessages()) {
        String text =
            String.join("\n", mail.getMessageID(), mail.getSubject(), mail.getContent().toString());
        inbox.came(mail.getHeader(NOTICE_ID, ","), text, true);
      }
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a mail came that nobody can read", e);
    }
    return inbox;
  }

  @Override
  public void close() {
    server.stop();
  }
}
