package renewals.faults.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Looks through the services' logs for what they must not hold. */
public final class LogScan {

  /** As the simulation makes them up: with or without a check digit. */
  private static final Pattern CARD = Pattern.compile("(?<!\\d)89[0-9A-F]{17,18}(?![0-9A-F])");

  private final List<String> secrets;

  /**
   * A scan.
   *
   * @param secrets texts that no log may hold: phone numbers, keys
   */
  public LogScan(List<String> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /** Where each is found, without saying it again; brokers' and the registry's logs are theirs. */
  public List<String> leaks(Path logs) {
    List<String> leaks = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(logs, "{producer,activation,notifier}*")) {
      for (Path file : files) {
        int number = 0;
        String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        for (String line : all.lines().toList()) {
          number++;
          if (isLeak(line)) {
            leaks.add("%s line %d".formatted(file.getFileName(), number));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the logs in " + logs, e);
    }
    return leaks;
  }

  private boolean isLeak(String line) {
    return CARD.matcher(line).find() || secrets.stream().anyMatch(line::contains);
  }
}
