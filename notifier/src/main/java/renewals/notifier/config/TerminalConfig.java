package renewals.notifier.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.notifier.senders.terminal.TerminalSettings;

/** Reads the settings below {@code notifier.terminal.}. */
final class TerminalConfig {

  private static final String TERMINAL = "notifier.terminal.";

  private TerminalConfig() {}

  /**
   * The broker of terminals, if there is one. All settings are read, and so checked, where there is
   * none, too.
   *
   * @throws SettingException one of the settings is not what is expected
   */
  static Optional<TerminalSettings> read(Settings settings) {
    boolean tls = settings.flag(TERMINAL + "tls", true);
    int port = settings.count(TERMINAL + "port", tls ? 8883 : 1883, 1, 65_535);
    Path authorities = authorities(settings);
    String username = settings.text(TERMINAL + "username").orElse(null);
    String password = settings.text(TERMINAL + "password").orElse(null);
    if (password != null && username == null) {
      throw new SettingException(
          TERMINAL + "username", "not set", "a name, as " + TERMINAL + "password is set");
    }
    Duration timeout = settings.positive(TERMINAL + "timeout", Duration.ofSeconds(10));
    int atOnce = settings.count(TERMINAL + "concurrency", 16, 1, 1000);
    return settings
        .text(TERMINAL + "host")
        .map(
            host ->
                new TerminalSettings(
                    host, port, tls, authorities, username, password, timeout, atOnce));
  }

  private static @Nullable Path authorities(Settings settings) {
    String name = TERMINAL + "ca-file";
    Optional<Path> file = settings.text(name).map(Path::of);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new SettingException(name, file.get().toString(), "a PEM file that can be read");
    }
    return file.orElse(null);
  }
}
