package renewals.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStacksTest {

  @TempDir private Path folder;

  private RunningStacks stacks;
  private Path settings;

  @BeforeEach
  void writeSettings() throws IOException {
    stacks = new RunningStacks(folder.resolve("stacks"));
    settings = Files.writeString(folder.resolve("stack.properties"), "a=b");
  }

  @Test
  void shouldFindAStackThatRuns() {
    assertThat(stacks.announce(settings)).isTrue();

    assertThat(stacks.all()).containsExactly(settings);
  }

  @Test
  void shouldFindNoneWhereNoneWasStarted() {
    assertThat(stacks.all()).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherProcessUnderTheSameNumberForAStack() throws IOException {
    stacks.announce(settings);
    Path file = folder.resolve("stacks").resolve(Long.toString(ProcessHandle.current().pid()));
    Files.writeString(file, settings + "\n2001-01-01T00:00:00Z\n");

    assertThat(stacks.all()).isEmpty();
  }

  @Test
  void shouldNotFindAStackWhoseProcessHasEnded() throws IOException {
    stacks.announce(settings);
    Path stacksFolder = folder.resolve("stacks");
    Files.move(
        stacksFolder.resolve(Long.toString(ProcessHandle.current().pid())),
        stacksFolder.resolve("999999999"));

    assertThat(stacks.all()).isEmpty();
  }

  @Test
  void shouldSayWhereNobodyCanFindIt() throws IOException {
    Files.writeString(folder.resolve("stacks"), "a file stands in the way");

    assertThat(stacks.announce(settings)).isFalse();
  }
}
