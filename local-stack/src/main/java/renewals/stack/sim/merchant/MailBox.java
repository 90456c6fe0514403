package renewals.stack.sim.merchant;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.UserImpl;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;

/** A real SMTP server that hands over the notices that reach the merchants, and keeps no mail. */
final class MailBox implements AutoCloseable {

  /** The header by which a notice says its id. */
  private static final String NOTICE_ID = "X-Notice-Id";

  private final GreenMail server;
  private final Inbox inbox;

  private MailBox(GreenMail server, Inbox inbox) {
    this.server = server;
    this.inbox = inbox;
  }

  /**
   * Listens on a free port of the loopback address.
   *
   * @param inbox gets each notice that comes by mail
   */
  static MailBox open(Inbox inbox) {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    MailBox box = new MailBox(server, inbox);
    Everybody everybody = box.new Everybody(server.getManagers().getImapHostManager());
    server.getUserManager().setMessageDeliveryHandler((mail, to) -> everybody);
    server.start();
    return box;
  }

  int port() {
    return server.getSmtp().getPort();
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Takes the mail of all merchants: a mail is its notice, whatever stands in its envelope. */
  private final class Everybody extends UserImpl {

    Everybody(ImapHostManager mailboxes) {
      super("everybody@shops.example", "everybody", "", mailboxes);
    }

    @Override
    public void deliver(MovingMessage moving) {
      try {
        MimeMessage mail = moving.getMessage();
        String text = String.join("\n", mail.getMessageID(), mail.getSubject(), wordsOf(mail));
        inbox.came(mail.getHeader(NOTICE_ID, ","), text, true);
      } catch (MessagingException | IOException e) {
        throw new IllegalStateException("a mail came that nobody can read", e);
      }
    }

    /** The plain text and the HTML of a mail, one after the other. */
    private static String wordsOf(Part part) throws MessagingException, IOException {
      if (!(part.getContent() instanceof Multipart parts)) {
        return part.getContent().toString();
      }
      StringBuilder words = new StringBuilder();
      for (int i = 0; i < parts.getCount(); i++) {
        words.append(wordsOf(parts.getBodyPart(i))).append('\n');
      }
      return words.toString();
    }
  }
}
