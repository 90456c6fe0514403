package renewals.provenance;

import java.nio.file.Path;
import java.util.function.Supplier;
import renewals.kit.Closing;
import renewals.kit.Health;
import renewals.kit.SettingException;
import renewals.parties.file.PartiesFileException;
import renewals.parties.file.ReloadedFile;
import renewals.parties.model.Parties;
import renewals.parties.proof.GatewayKeys;

/**
 * Keys and parties as their files say now; none where there is no file.
 *
 * @param opened ends looking at them
 */
record ProvenanceFiles(Supplier<GatewayKeys> keys, Supplier<Parties> parties, Closing opened)
    implements AutoCloseable {

  /**
   * Reads both for the first time.
   *
   * @param health shows whether they are in force
   * @throws SettingException one can't be used
   */
  static ProvenanceFiles open(ProvenanceSettings settings, Health health) {
    Closing opened = new Closing();
    try {
      Supplier<GatewayKeys> keys = () -> GatewayKeys.NONE;
      if (settings.keys().isPresent()) {
        Path path = settings.keys().get();
        ReloadedFile<GatewayKeys> file =
            opened.add(
                read(path, ReloadedFile::ofGatewayKeys, ProvenanceSettings.KEYS, "a file of keys"));
        health.report("provenance-keys", file::state);
        keys = file;
      }
      Supplier<Parties> parties = () -> Parties.NONE;
      if (settings.parties().isPresent()) {
        Path path = settings.parties().get();
        ReloadedFile<Parties> file =
            opened.add(
                read(
                    path,
                    ReloadedFile::ofParties,
                    ProvenanceSettings.PARTIES,
                    "a file of parties"));
        health.report("parties", file::state);
        parties = file;
      }
      return new ProvenanceFiles(keys, parties, opened);
    } catch (RuntimeException e) {
      throw opened.closedBy(e);
    }
  }

  /** Reads a file for the first time. */
  private interface First<T> {
    ReloadedFile<T> read(Path file) throws PartiesFileException;
  }

  private static <T> ReloadedFile<T> read(Path file, First<T> first, String name, String what) {
    try {
      return first.read(file);
    } catch (PartiesFileException e) {
      throw new SettingException(name, file.toString(), what + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    opened.close();
  }
}
