package renewals.stack.sim;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.UserImpl;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A real SMTP server that notes which notices reach the merchants, and keeps no mail. */
final class MailBox implements AutoCloseable {

  /** The header by which a notice says its id. */
  private static final String NOTICE_ID = "X-Notice-Id";

  private final GreenMail server;
  private final Map<String, Integer> received = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  private MailBox(GreenMail server) {
    this.server = server;
  }

  /** Listens on a free port of the loopback address. */
  static MailBox open() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    MailBox box = new MailBox(server);
    Everybody everybody = box.new Everybody(server.getManagers().getImapHostManager());
    server.getUserManager().setMessageDeliveryHandler((mail, to) -> everybody);
    server.start();
    return box;
  }

  int port() {
    return server.getSmtp().getPort();
  }

  /** How many mails came. */
  int count() {
    return count.get();
  }

  /** How often each notice came, by its id. */
  Map<String, Integer> received() {
    return new TreeMap<>(received);
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Takes the mail of all merchants. */
  private final class Everybody extends UserImpl {

    Everybody(ImapHostManager mailboxes) {
      super("everybody@shops.example", "everybody", "", mailboxes);
    }

    @Override
    public void deliver(MovingMessage mail) {
      try {
        received.merge(mail.getMessage().getHeader(NOTICE_ID, ","), 1, Integer::sum);
        count.incrementAndGet();
      } catch (MessagingException e) {
        throw new IllegalStateException("a mail came that nobody can read", e);
      }
    }
  }
}
