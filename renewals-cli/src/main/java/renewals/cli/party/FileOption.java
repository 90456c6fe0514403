package renewals.cli.party;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;

/** Which file. */
final class FileOption {

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The file of parties. Default: the setting parties.file.")
  private @Nullable Path file;

  Path file() {
    if (file != null) {
      return file;
    }
    Optional<String> set = Settings.load(Map.of()).text("parties.file");
    return Path.of(
        set.orElseThrow(
            () -> new CommandFailure("--file is nothing, expected the file of parties")));
  }
}
