package renewals.streams.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.OwnerOnly;

/**
 * A file beside the state of a stream application that says that it is at work on it. One that was
 * killed leaves it, and the next start then deletes that state: it is restored from the changelogs.
 *
 * <p>Kafka 4.3.1 notes in a store that it is open, and at the next start rejects those that still
 * are. But that note is on disk only once RocksDB has written something there: a store of which
 * that is not so is taken as it was at the last orderly stop, and brought up to date from the
 * changelog. Where compaction has removed deletions since then, which it may do after {@code
 * delete.retention.ms}, what was deleted would be there again.
 *
 * <p>One process at a time, before its stream threads start and after they have stopped; Kafka
 * locks the folder against others. A folder that can't be written to fails the start. A file that
 * can't be removed costs the next start a restoration, no more.
 */
public final class UncleanShutdownMarker {

  private static final Logger LOG = LoggerFactory.getLogger(UncleanShutdownMarker.class);

  private final Path folder;
  private final String applicationId;
  private final Path file;

  private UncleanShutdownMarker(Path folder, String applicationId) {
    this.folder = folder.toAbsolutePath();
    this.applicationId = applicationId;
    this.file = this.folder.resolve(applicationId + ".running");
  }

  /** The marker of an application with this configuration; its state folder need not exist. */
  public static UncleanShutdownMarker of(StreamsConfig config) {
    return in(
        Path.of(config.getString(StreamsConfig.STATE_DIR_CONFIG)),
        config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
  }

  static UncleanShutdownMarker in(Path folder, String applicationId) {
    return new UncleanShutdownMarker(folder, applicationId);
  }

  /**
   * Says that the application is at work, having deleted the state that a killed one left.
   *
   * @param streams not started yet; making it has locked the state folder against others
   * @throws UncheckedIOException the state folder cannot be written to
   */
  public void set(KafkaStreams streams) {
    set(streams::cleanUp);
  }

  void set(Runnable deleteState) {
    keepOthersOut();
    try {
      if (Files.exists(file)) {
        LOG.info("the last process on this state did not stop in order: the state is deleted");
        deleteState.run();
        return;
      }
      Files.createDirectories(folder);
      OwnerOnly.file(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the state folder's marker " + file, e);
    }
  }

  /** Kafka has made these folders by now, and lets the group look into them. */
  private void keepOthersOut() {
    try {
      for (Path made : List.of(folder, folder.resolve(applicationId))) {
        if (Files.exists(made)) {
          OwnerOnly.folder(made);
        }
      }
    } catch (IOException e) {
      // A volume that belongs to another user is his to close.
      LOG.warn("others may be able to read the state in {}: {}", folder, e.toString());
    }
  }

  /** Says that the application has stopped in order: its state may be used again. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("cannot remove {}: the next start will delete the state", file, e);
    }
  }
}
