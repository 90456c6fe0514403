package renewals.kit.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;
import renewals.kit.SettingException;

/**
 * A server's TLS, which follows its files: looked at every 5 s. Files that can't be used leave
 * those in force that were; connections that stand keep what they began with.
 */
public final class TlsContext implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final HttpTls tls;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final Thread looking;
  private int held;
  private volatile String state = Health.READY;

  private TlsContext(HttpTls tls) {
    this.tls = tls;
    this.looking = Thread.ofVirtual().name("tls-files").unstarted(this::lookAgainAndAgain);
  }

  /**
   * Reads the files and goes on looking at them until closed.
   *
   * @throws SettingException they can't be used
   */
  public static TlsContext open(HttpTls tls) {
    TlsContext context = new TlsContext(tls);
    try {
      context.held = context.contents();
      context.fill(context.factory);
    } catch (IllegalStateException | IOException e) {
      throw new SettingException(
          "TLS", tls.certificate().toString(), "usable files: " + e.getMessage());
    }
    context.looking.start();
    return context;
  }

  /** For connectors; its content follows the files. */
  public SslContextFactory.Server factory() {
    return factory;
  }

  /** {@link Health#READY}, or why the files as they are now are not in force. */
  public String state() {
    return state;
  }

  @Override
  public void close() {
    looking.interrupt();
  }

  /** Looks at the files once. */
  public synchronized void look() {
    try {
      int found = contents();
      if (found != held) {
        factory.reload(changed -> fill((SslContextFactory.Server) changed));
        held = found;
        LOG.info("TLS uses {} as it is now", tls.certificate());
      }
      state = Health.READY;
    } catch (Exception e) {
      String why = "the certificate before the last change is in use: " + e;
      if (!why.equals(state)) {
        LOG.error(why);
        state = why;
      }
    }
  }

  private void fill(SslContextFactory.Server server) {
    try {
      server.setKeyStore(PemFiles.identity(tls));
      server.setKeyStorePassword(PemFiles.PASSWORD);
      if (tls.clientCa().isPresent()) {
        server.setTrustStore(PemFiles.authorities(tls.clientCa().get()));
        server.setWantClientAuth(true);
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private int contents() throws IOException {
    List<Integer> contents = new ArrayList<>();
    for (Path file : List.of(tls.certificate(), tls.key())) {
      contents.add(Arrays.hashCode(Files.readAllBytes(file)));
    }
    if (tls.clientCa().isPresent()) {
      contents.add(Arrays.hashCode(Files.readAllBytes(tls.clientCa().get())));
    }
    return contents.hashCode();
  }

  private void lookAgainAndAgain() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(PAUSE);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
