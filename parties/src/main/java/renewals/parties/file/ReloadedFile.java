package renewals.parties.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.parties.model.Parties;
import renewals.parties.proof.GatewayKeys;

/**
 * What a file says as it is now: looked at every 5 s. A file that can't be used leaves in force
 * what was. Thread-safe.
 *
 * @param <T> what it says
 */
public final class ReloadedFile<T> implements Supplier<T>, AutoCloseable {

  /** What {@link #state} says while the file is in force as it is. */
  public static final String CURRENT = "ready";

  /** What it says while it is not; strangers may read that, so why is for the log. */
  public static final String BEFORE =
      "the file before its last change is in force; the log says why";

  private static final Logger LOG = LoggerFactory.getLogger(ReloadedFile.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Path file;
  private final Reader<T> reader;
  private final Thread looking;
  private volatile Loaded<T> inForce;
  private volatile String whyNot = "";

  /** Reads a file. */
  interface Reader<T> {
    Loaded<T> read(Path file) throws PartiesFileException;
  }

  private ReloadedFile(Path file, Reader<T> reader) throws PartiesFileException {
    this.file = file;
    this.reader = reader;
    this.inForce = reader.read(file);
    this.looking = Thread.ofVirtual().name("reload " + file).unstarted(this::lookAgainAndAgain);
  }

  /**
   * Reads a file of parties and goes on looking at it until closed.
   *
   * @throws PartiesFileException it can't be used
   */
  public static ReloadedFile<Parties> ofParties(Path file) throws PartiesFileException {
    return started(new ReloadedFile<>(file, PartiesFile::read));
  }

  /**
   * Reads a file of gateway keys and goes on looking at it until closed.
   *
   * @throws PartiesFileException it can't be used
   */
  public static ReloadedFile<GatewayKeys> ofGatewayKeys(Path file) throws PartiesFileException {
    return started(new ReloadedFile<>(file, GatewayKeysFile::read));
  }

  private static <T> ReloadedFile<T> started(ReloadedFile<T> reloaded) {
    reloaded.looking.start();
    return reloaded;
  }

  @Override
  public T get() {
    return inForce.content();
  }

  /** {@link #CURRENT} or {@link #BEFORE}. */
  public String state() {
    return whyNot.isEmpty() ? CURRENT : BEFORE;
  }

  /** Why the file as it is now is not in force; empty if it is. */
  String whyNot() {
    return whyNot;
  }

  @Override
  public void close() {
    looking.interrupt();
  }

  /** Looks at the file once; what holds the same bytes as before isn't parsed again. */
  synchronized void look() {
    try {
      if (!OpenedFiles.stillHold(inForce.digests())) {
        inForce = reader.read(file);
        LOG.info("{} was read again and is in force", file);
      }
      whyNot = "";
    } catch (PartiesFileException | RuntimeException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(whyNot)) {
        LOG.error("the file before its last change is in force: {}", why);
        whyNot = why;
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
