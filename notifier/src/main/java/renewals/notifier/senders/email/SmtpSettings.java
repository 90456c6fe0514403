package renewals.notifier.senders.email;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The relay that takes e-mail.
 *
 * @param from sender's address
 * @param fromName what a mailbox shows in place of the address
 * @param username null where the relay asks for none
 * @param authorities PEM file of authorities that are believed beside the JDK's; null for none
 * @param timeout for connecting and for each answer
 * @param pages the address under which our pages are, without a slash at its end; null for none
 */
public record SmtpSettings(
    String host,
    int port,
    String from,
    String fromName,
    @Nullable String username,
    @Nullable String password,
    Tls tls,
    @Nullable Path authorities,
    Duration timeout,
    @Nullable String pages) {

  /** How the connection is protected. */
  public enum Tls {
    /** Not, unless the relay offers it; whoever the relay is. */
    NONE,
    /** Turned on before anything is sent; nothing is sent if the relay can't or is another. */
    STARTTLS,
    /** From the first byte; nothing is sent if the relay is another. */
    TLS
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SmtpSettings[%s:%d, %s]".formatted(host, port, tls);
  }
}
