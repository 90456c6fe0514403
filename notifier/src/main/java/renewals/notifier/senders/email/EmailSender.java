package renewals.notifier.senders.email;

import jakarta.mail.SendFailedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.MailerRegularBuilder;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailValidationException;
import org.simplejavamail.mailer.MailerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.senders.dispatch.KeyedExecutor;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.dispatch.Sender;
import renewals.notifier.senders.tls.Trust;
import renewals.schemas.contract.EmailAddress;
import renewals.v1.NoticeDue;

/** Sends notices by e-mail. The Message-ID is the same at each try of a notice. */
public final class EmailSender implements Sender {

  private static final Logger LOG = LoggerFactory.getLogger(EmailSender.class);

  /** Carries the noticeId, for receivers that sort by it. */
  static final String NOTICE_HEADER = "X-Notice-Id";

  private static final int ID_BYTES = 16;

  private final Mailer mailer;
  private final String from;
  private final String fromName;
  private final @Nullable String pages;

  /**
   * A sender. Where TLS is demanded, the relay must show a certificate for its name that leads to
   * an authority that is believed; the library believes anybody unless it is told not to.
   *
   * @throws IllegalArgumentException the file of authorities can't be read
   */
  public EmailSender(SmtpSettings settings) {
    TransportStrategy strategy = strategyOf(settings.tls());
    boolean verified = settings.tls() != SmtpSettings.Tls.NONE;
    MailerRegularBuilder<?> builder =
        MailerBuilder.withSMTPServer(
                settings.host(), settings.port(), settings.username(), settings.password())
            .withTransportStrategy(strategy)
            .withSessionTimeout(Math.toIntExact(settings.timeout().toMillis()))
            .trustingAllHosts(!verified)
            .verifyingServerIdentity(verified)
            // the contract's check decides, and no other
            .clearEmailValidator();
    if (verified) {
      // not the builder's own method: that names the property of STARTTLS whatever the strategy
      Properties sockets = new Properties();
      sockets.put(
          strategy == TransportStrategy.SMTPS
              ? "mail.smtps.ssl.socketFactory"
              : "mail.smtp.ssl.socketFactory",
          Trust.sockets(settings.authorities()));
      builder.withProperties(sockets);
    }
    this.from = settings.from();
    this.fromName = settings.fromName();
    this.pages = settings.pages();
    this.mailer = builder.buildMailer();
  }

  @Override
  public List<KeyedExecutor.Key> keysOf(NoticeDue due) {
    return List.of(new KeyedExecutor.Key("merchant/" + due.getMerchantId(), true));
  }

  @Override
  public SendResult send(NoticeDue due) {
    if (!EmailAddress.isWritten(due.getTarget())) {
      return SendResult.refused("ADDRESS_REFUSED: expected " + EmailAddress.EXPECTATION);
    }
    try {
      mailer.sendMail(mailOf(due), false).join();
      return SendResult.delivered();
    } catch (MailException | CompletionException | IllegalArgumentException e) {
      return resultOf(e);
    }
  }

  /**
   * Constant for a notice, and made of characters that every relay lets through. Mailboxes hide
   * what comes under an id that they have, so a renewalId that is used again needs another.
   */
  private static String messageIdOf(NoticeDue due, String from) {
    byte[] hash = sha256("%s@%s".formatted(due.getNoticeId(), due.getCauseAt()));
    String domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
    return "<%s@%s>".formatted(HexFormat.of().formatHex(hash, 0, ID_BYTES), domain);
  }

  private Email mailOf(NoticeDue due) {
    return EmailBuilder.startingBlank()
        .from(fromName, from)
        .to(due.getTarget())
        .withSubject(due.getSubject())
        .withPlainText(due.getBody())
        .withHTMLText(MailPage.of(due.getSubject(), due.getBody(), pages).html())
        .withHeader(NOTICE_HEADER, due.getNoticeId())
        .withHeader("Auto-Submitted", "auto-generated")
        .fixingMessageId(messageIdOf(due, from))
        .buildEmail();
  }

  private static SendResult resultOf(Exception problem) {
    for (@Nullable Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof MailValidationException || cause instanceof IllegalArgumentException) {
        return SendResult.refused("ADDRESS_REFUSED: not an address that mail can be sent to");
      }
      if (cause instanceof SendFailedException failed && isRefused(failed)) {
        return SendResult.refused("ADDRESS_REFUSED: the mail server does not know the address");
      }
      if (cause instanceof SSLException) {
        LOG.warn("No e-mail is sent over TLS: {}", cause.toString());
        return SendResult.failed("SMTP_TLS: the mail server is not who it should be");
      }
    }
    return SendResult.failed("SMTP: " + rootOf(problem).getClass().getSimpleName());
  }

  /** Addresses that only failed for now are counted as valid but unsent. */
  private static boolean isRefused(SendFailedException failed) {
    return failed.getInvalidAddresses() != null && failed.getInvalidAddresses().length > 0;
  }

  private static Throwable rootOf(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static TransportStrategy strategyOf(SmtpSettings.Tls tls) {
    return switch (tls) {
      case NONE -> TransportStrategy.SMTP;
      case STARTTLS -> TransportStrategy.SMTP_TLS;
      case TLS -> TransportStrategy.SMTPS;
    };
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }
}
