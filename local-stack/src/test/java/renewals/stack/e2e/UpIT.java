package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.stack.Platform;

/**
 * {@code ./renewals up} as a process of its own. One is killed, and another one takes its folder: a
 * start of the whole stack serves several tests.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class UpIT {

  private static final List<String> FREE_PORTS =
      Stream.of("kafka", "registry", "producer", "activation", "notifier", "portal", "ops")
          .map("--%s-port=0"::formatted)
          .toList();

  private final Path data = Platform.folder();
  private final List<Process> started = new ArrayList<>();
  private final Map<Path, String> modes = new TreeMap<>();
  private String firstSaid = "";
  private List<ProcessHandle> childrenOfKilled = List.of();
  private final Path userState = Platform.folder().toAbsolutePath();
  private String secondSaid = "";
  private int exitOfCommand = -1;
  private List<String> secondSteps = List.of();

  @BeforeAll
  void killOneAndStartAnotherOnItsFolder() throws Exception {
    Process first = up("umask 000", data, Platform.folder().resolve("terminal"));
    firstSaid = firstLineOf(first);
    noteModes();
    childrenOfKilled = first.descendants().toList();
    first.destroyForcibly().waitFor();

    Path terminal = Platform.folder().resolve("terminal");
    Process second = up("umask 022", data, terminal);
    secondSaid = firstLineOf(second);
    assertThat(childrenOfKilled).noneMatch(ProcessHandle::isAlive);
    exitOfCommand = command("tail", "updates", "--from-beginning", "--until-idle", "1s").waitFor();
    second.destroy();
    second.onExit().orTimeout(1, TimeUnit.MINUTES).join();
    secondSteps = Files.readAllLines(terminal);
  }

  @AfterAll
  void stop() {
    started.forEach(Process::destroy);
    started.forEach(process -> process.onExit().orTimeout(1, TimeUnit.MINUTES).join());
  }

  @Test
  void shouldKeepOthersOutOfAllThatItWritesWhateverTheUmask() {
    assertThat(firstSaid).startsWith("ready");
    assertThat(modes)
        .hasSizeGreaterThan(100)
        .allSatisfy((path, mode) -> assertThat(mode).endsWith("------"));
  }

  @Test
  void shouldStartOnTheFolderOfAStackThatWasKilledOnceItsChildrenHaveEnded() {
    assertThat(childrenOfKilled).isNotEmpty();
    assertThat(secondSaid).startsWith("ready");
  }

  @Test
  void shouldBeFoundByCommandsThoughItsPortsAreOthers() {
    assertThat(exitOfCommand).isZero();
  }

  @Test
  void shouldSayItsStepsOnTheTerminalAndLeaveWarningsToTheLogFiles() {
    assertThat(secondSteps)
        .contains("starting Kafka and the schema registry", "starting the services")
        .noneMatch(line -> line.contains("WARN") || line.startsWith("\tat "));
  }

  @Test
  void shouldGiveUpAfterTheTimeThatItWasGivenAndLeaveNothingRunning() throws Exception {
    Path terminal = Platform.folder().resolve("terminal");
    Process up = up("umask 022", Platform.folder(), terminal, "--wait", "1s");

    assertThat(up.waitFor()).isEqualTo(1);
    assertThat(Files.readString(terminal)).contains("is not ready after 1 s, --wait gives it more");
    assertThat(up.descendants()).isEmpty();
  }

  private void noteModes() throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      for (Path path : all.filter(one -> !Files.isSymbolicLink(one)).toList()) {
        modes.put(path, modeOf(path));
      }
    }
  }

  private Process up(String before, Path folder, Path terminal, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                before + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Drenewals.child.jvm=" + System.getProperty("renewals.child.jvm", ""),
                "-Drenewals.child.archives=" + System.getProperty("renewals.child.archives", ""),
                "-cp",
                System.getProperty("java.class.path"),
                "renewals.stack.command.Main",
                "up",
                "--data",
                folder.toString()));
    command.addAll(FREE_PORTS);
    command.addAll(List.of(options));
    Process process = withState(command).redirectError(terminal.toFile()).start();
    started.add(process);
    return process;
  }

  private Process command(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "renewals.stack.command.Main"));
    command.addAll(List.of(words));
    Process process =
        withState(command)
            .redirectErrorStream(true)
            .redirectOutput(Platform.folder().resolve("command").toFile())
            .start();
    started.add(process);
    return process;
  }

  /** Commands of others on this machine don't see the stacks of this test. */
  private ProcessBuilder withState(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", userState.toString());
    return builder;
  }

  private static String firstLineOf(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    return String.valueOf(lines.readLine());
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
