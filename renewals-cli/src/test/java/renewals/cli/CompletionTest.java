package renewals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

  @Test
  void shouldCompleteCommandsOptionsAndWords() {
    assertThat(Cli.run(Map.of(), "completion").out())
        .contains("complete -F _complete_renewals", "dead-letters", "--until-idle", "receipts");
  }

  @Test
  void shouldLetBashOfferTheCommandThatWasBegun(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path script =
        Files.writeString(folder.resolve("completion"), Cli.run(Map.of(), "completion").out());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source %s; COMP_WORDS=(renewals dead-l); COMP_CWORD=1; _complete_renewals; echo ${COMPREPLY[@]}"
                    .formatted(script))
            .redirectErrorStream(true)
            .start();
    String offered = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(bash.waitFor()).isZero();
    assertThat(offered.strip()).isEqualTo("dead-letters");
  }
}
