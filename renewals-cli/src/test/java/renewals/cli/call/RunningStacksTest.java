package renewals.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.kit.OwnerOnly;

class RunningStacksTest {

  @TempDir private Path folder;

  private final List<String> complaints = new ArrayList<>();
  private RunningStacks stacks;
  private Path settings;

  @BeforeEach
  void writeSettings() throws IOException {
    stacks = new RunningStacks(folder.resolve("stacks"));
    settings = Files.writeString(OwnerOnly.file(folder.resolve("stack.properties")), "a=b");
  }

  @Test
  void shouldFindAStackThatRuns() {
    assertThat(stacks.announce(settings)).isTrue();

    assertThat(stacks.all(complaints::add)).containsExactly(settings);
  }

  @Test
  void shouldFindNoneWhereNoneWasStarted() {
    assertThat(stacks.all(complaints::add)).isEmpty();
  }

  @Test
  void shouldNotTakeAnotherProcessUnderTheSameNumberForAStack() throws IOException {
    stacks.announce(settings);
    Path file = folder.resolve("stacks").resolve(Long.toString(ProcessHandle.current().pid()));
    Files.writeString(file, settings + "\n2001-01-01T00:00:00Z\n");

    assertThat(stacks.all(complaints::add)).isEmpty();
  }

  @Test
  void shouldNotFindAStackWhoseProcessHasEnded() throws IOException {
    stacks.announce(settings);
    Path stacksFolder = folder.resolve("stacks");
    Files.move(
        stacksFolder.resolve(Long.toString(ProcessHandle.current().pid())),
        stacksFolder.resolve("999999999"));

    assertThat(stacks.all(complaints::add)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"stacks", "stacks/PID", "stack.properties"})
  void shouldPassOverWhatOthersMayHaveWrittenAndSaySo(String name) throws IOException {
    stacks.announce(settings);
    String pid = Long.toString(ProcessHandle.current().pid());
    Path writable = folder.resolve(name.replace("PID", pid));
    Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwx---"));

    assertThat(stacks.all(complaints::add)).isEmpty();

    assertThat(complaints)
        .containsExactly(
            writable + " is passed over: others may write to it, expected this user alone");
  }

  @Test
  void shouldSayWhereNobodyCanFindIt() throws IOException {
    Files.writeString(folder.resolve("stacks"), "a file stands in the way");

    assertThat(stacks.announce(settings)).isFalse();
  }
}
