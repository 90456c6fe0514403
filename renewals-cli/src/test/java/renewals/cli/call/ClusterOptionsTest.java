package renewals.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;

/** What of a stack that was found is taken. */
class ClusterOptionsTest {

  @TempDir private Path folder;

  private Path stack;

  @BeforeEach
  void writeSettings() throws IOException {
    stack =
        Files.writeString(
            folder.resolve("stack.properties"),
            "notifier.url=http://127.0.0.1:7001\nnotifier.http.token=of-the-stack\n");
  }

  @Test
  void shouldTakeOfAFoundStackWhatTheUserDoesNotSay() {
    assertThat(with(Map.of()).text("notifier.http.token")).contains("of-the-stack");
  }

  @Test
  void shouldLetTheUsersWordWinOverTheFoundStack() {
    Settings settings = with(Map.of("notifier.http.token", "his-own"));

    assertThat(settings.text("notifier.http.token")).contains("his-own");
    assertThat(settings.text("notifier.url")).contains("http://127.0.0.1:7001");
  }

  @Test
  void shouldKeepTheFileThatTheUserNames() throws IOException {
    Path own = Files.writeString(folder.resolve("own.properties"), "notifier.http.token=his-own");

    Settings settings = with(Map.of("settings.file", own.toString()));

    assertThat(settings.text("notifier.http.token")).contains("his-own");
    assertThat(settings.text("notifier.url")).contains("http://127.0.0.1:7001");
  }

  /** The user's words as environment and files have them, none on the command line. */
  private Settings with(Map<String, String> said) {
    return Settings.load(ClusterOptions.withFound(Map.of(), Settings.of(said), stack));
  }
}
