package renewals.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.stack.Launch;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;

class SettingsFileTest {

  private static final String SECRET = "whsec_a+b=c \\ ${d} \u00e9";

  @TempDir private Path folder;

  @Test
  void shouldBeReadAgainAsItWasGivenAndByItsOwnerOnly() throws IOException {
    Path earlier = Files.writeString(folder.resolve("notifier.properties"), "other=1");

    Path file = SettingsFile.write(folder, "notifier", Map.of("a.secret", SECRET));

    assertThat(file).isEqualTo(earlier);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Settings settings = Settings.load(Map.of("settings.file", file.toString()));
    assertThat(settings.text("a.secret")).contains(SECRET);
    assertThat(settings.text("other")).isEmpty();
  }

  @Test
  void shouldShowNoSettingOnTheCommandLineOfAService() {
    List<String> command =
        ServiceProcess.child(
                Service.NOTIFIER, "notifier", Map.of("a.secret", SECRET), folder, Launch.USUAL)
            .command();

    assertThat(command)
        .contains("-Dsettings.file=" + folder.resolve("settings/notifier.properties"))
        .noneMatch(word -> word.contains("whsec"));
  }

  @Test
  void shouldLeaveAServiceTheFileThatTheUserNamed() {
    Map<String, String> settings = Map.of("settings.file", namedFile());

    assertThat(
            ServiceProcess.child(Service.NOTIFIER, "notifier", settings, folder, Launch.USUAL)
                .command())
        .contains(
            "-Dsettings.file="
                + namedFile()
                + File.pathSeparator
                + folder.resolve("settings/notifier.properties"));
  }

  private String namedFile() {
    return SettingsFile.write(folder, "named", Map.of()).toString();
  }
}
