package renewals.notifier.senders.terminal;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The broker of terminals.
 *
 * @param tls whether it is spoken to over TLS only
 * @param authorities PEM; null for the JDK's alone
 * @param username null where the broker asks for none
 * @param timeout for connecting, and for each of its answers
 * @param atOnce how many terminals are told at once
 */
public record TerminalSettings(
    String host,
    int port,
    boolean tls,
    @Nullable Path authorities,
    @Nullable String username,
    @Nullable String password,
    Duration timeout,
    int atOnce) {

  /** Says nothing of the password. */
  @Override
  public String toString() {
    return "TerminalSettings[%s:%d, tls %s]".formatted(host, port, tls);
  }
}
