package renewals.notifier.senders;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The relay that takes e-mail.
 *
 * @param from sender's address
 * @param username null where the relay asks for none
 * @param timeout for connecting and for each answer
 */
public record SmtpSettings(
    String host,
    int port,
    String from,
    @Nullable String username,
    @Nullable String password,
    Tls tls,
    Duration timeout) {

  /** How the connection is protected. */
  public enum Tls {
    /** Not, unless the relay offers it. */
    NONE,
    /** Turned on before anything is said; refused if the relay can't. */
    STARTTLS,
    /** From the first byte. */
    TLS
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "SmtpSettings[%s:%d, %s]".formatted(host, port, tls);
  }
}
