package renewals.cli.party;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/** Which file. */
final class FileOption {

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file of parties. Default: the setting parties.file.")
  private @Nullable Path file;

  /** The file, which must be there. */
  Path existing() {
    return readable("--file", file());
  }

  /**
   * A file that is there.
   *
   * @param name for the error
   * @throws SettingException it isn't, or can't be read
   */
  static Path readable(String name, Path file) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new SettingException(name, file.toString(), "a file that can be read");
    }
    return file;
  }

  Path file() {
    if (file != null) {
      return file;
    }
    Optional<String> set = Settings.load(Map.of()).text("parties.file");
    return Path.of(
        set.orElseThrow(
            () ->
                new SettingException(
                    "--file", "nothing", "the file of parties, or the setting parties.file")));
  }
}
