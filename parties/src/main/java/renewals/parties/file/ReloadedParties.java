package renewals.parties.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.parties.model.Parties;

/**
 * The parties of a file as it is now: looked at every 5 s. A file that can't be used leaves those
 * in force that were. Thread-safe.
 */
public final class ReloadedParties implements Supplier<Parties>, AutoCloseable {

  /** What {@link #state} says while the file is in force as it is. */
  public static final String CURRENT = "ready";

  private static final Logger LOG = LoggerFactory.getLogger(ReloadedParties.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Path file;
  private final Thread looking;
  private volatile PartiesFile.Loaded inForce;
  private volatile String state = CURRENT;

  private ReloadedParties(Path file, PartiesFile.Loaded first) {
    this.file = file;
    this.inForce = first;
    this.looking = Thread.ofVirtual().name("parties-file").unstarted(this::lookAgainAndAgain);
  }

  /**
   * Reads a file and goes on looking at it until closed.
   *
   * @throws PartiesFileException it can't be used
   */
  public static ReloadedParties open(Path file) throws PartiesFileException {
    ReloadedParties parties = new ReloadedParties(file, PartiesFile.load(file));
    parties.looking.start();
    return parties;
  }

  @Override
  public Parties get() {
    return inForce.parties();
  }

  /** {@link #CURRENT}, or why the file as it is now is not in force. */
  public String state() {
    return state;
  }

  @Override
  public void close() {
    looking.interrupt();
  }

  /** Looks at the file once. */
  synchronized void look() {
    try {
      PartiesFile.Loaded found = PartiesFile.load(file);
      if (!found.fingerprint().equals(inForce.fingerprint())) {
        inForce = found;
        LOG.info("{} was read again, {} parties are in force", file, found.parties().all().size());
      }
      state = CURRENT;
    } catch (PartiesFileException | RuntimeException e) {
      String why = "the file before its last change is in force: " + e.getMessage();
      if (!why.equals(state)) {
        LOG.error(why);
        state = why;
      }
    }
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
