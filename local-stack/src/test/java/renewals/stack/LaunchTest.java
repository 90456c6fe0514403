package renewals.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {

  @TempDir private Path folder;

  @Test
  void shouldSetTheEnvironmentBeforeTheService() {
    assertThat(commandOf(Launch.USUAL.in(Map.of("FAKETIME", "+7200s"))))
        .containsSubsequence("env", "FAKETIME=+7200s");
  }

  @Test
  void shouldPutAnotherBuildBeforeEverythingElse() {
    List<String> command = commandOf(Launch.USUAL.from(List.of("/earlier/*")));

    assertThat(command.get(command.indexOf("-cp") + 1)).startsWith("/earlier/*:");
  }

  @Test
  void shouldStartAsUsualWhereNothingIsUnusual() {
    assertThat(commandOf(Launch.USUAL)).doesNotContain("env");
  }

  private List<String> commandOf(Launch launch) {
    return ServiceProcess.child(Service.NOTIFIER, "notifier", Map.of(), folder, launch).command();
  }
}
