package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.stack.Platform;

/** {@code ./renewals up} as a process of its own. */
class UpIT {

  private static final List<String> FREE_PORTS =
      Stream.of("kafka", "registry", "producer", "activation", "notifier", "portal", "ops")
          .map("--%s-port=0"::formatted)
          .toList();

  private final Path data = Platform.folder();
  private final Path terminal = Platform.folder().resolve("terminal");
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroy);
    started.forEach(process -> process.onExit().orTimeout(1, TimeUnit.MINUTES).join());
  }

  @Test
  void shouldKeepOthersOutOfAllThatItWritesWhateverTheUmask() throws Exception {
    assertThat(firstLineOf(up("umask 000"))).startsWith("ready");

    try (Stream<Path> all = Files.walk(data)) {
      assertThat(all.filter(path -> !Files.isSymbolicLink(path)))
          .hasSizeGreaterThan(100)
          .allSatisfy(path -> assertThat(modeOf(path)).endsWith("------"));
    }
  }

  @Test
  void shouldStartOnTheFolderOfAStackThatWasKilledOnceItsChildrenHaveEnded() throws Exception {
    Process first = up("umask 022");
    assertThat(firstLineOf(first)).startsWith("ready");
    List<ProcessHandle> children = first.descendants().toList();

    assertThat(children).isNotEmpty();
    first.destroyForcibly().waitFor();
    Process second = up("umask 022");

    assertThat(firstLineOf(second)).startsWith("ready");
    assertThat(children).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void shouldSayItsStepsOnTheTerminalAndLeaveWarningsToTheLogFiles() throws Exception {
    Process up = up("umask 022");
    assertThat(firstLineOf(up)).startsWith("ready");
    up.destroy();
    up.onExit().orTimeout(1, TimeUnit.MINUTES).join();

    assertThat(Files.readAllLines(terminal))
        .contains("starting Kafka and the schema registry", "starting the services")
        .noneMatch(line -> line.contains("WARN") || line.startsWith("\tat "));
  }

  @Test
  void shouldGiveUpAfterTheTimeThatItWasGivenAndLeaveNothingRunning() throws Exception {
    Process up = up("umask 022", "--wait", "1s");

    assertThat(up.waitFor()).isEqualTo(1);
    assertThat(Files.readString(terminal)).contains("is not ready after 1 s, --wait gives it more");
    assertThat(up.descendants()).isEmpty();
  }

  private Process up(String before, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                before + "; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "renewals.stack.command.Main",
                "up",
                "--data",
                data.toString()));
    command.addAll(FREE_PORTS);
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command).redirectError(terminal.toFile()).start();
    started.add(process);
    return process;
  }

  private static String firstLineOf(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    return String.valueOf(lines.readLine());
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
