package renewals.stack.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.stack.command.Cli;
import renewals.stack.process.JavaChild;
import renewals.stack.process.StackException;

/** Processes that want the same data folder. */
class FolderLockTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final List<ProcessHandle> started = new ArrayList<>();

  @AfterEach
  void end() throws IOException {
    letChildrenEnd();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  @ParameterizedTest
  @ValueSource(strings = {"up", "up --fresh", "demo"})
  void shouldRefuseASecondStackOnTheSameFolderBeforeItClearsAnything(String call)
      throws IOException {
    Process first = startOwner();
    Path state = Files.createDirectories(folder.resolve("state"));

    Cli.Outcome second = Cli.run(Map.of(), (call + " --data " + folder).split(" "));

    assertThat(second.exit()).isEqualTo(1);
    assertThat(second.err().lines())
        .singleElement()
        .asString()
        .contains("data folder " + folder, "in use by process " + first.pid(), "--data");
    assertThat(state).exists();
  }

  @Test
  void shouldRefuseWhatThisProcessHoldsAlreadyAndStillHoldIt() throws IOException {
    try (DataFolder held = DataFolder.take("--data", folder)) {
      assertThatThrownBy(() -> DataFolder.take("--data", held.path()))
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
      Process other = startOwner();
      assertThat(other.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().exitValue())
          .isNotZero();
    }
  }

  @Test
  void shouldTakeTheFolderOfAProcessThatWasKilled() throws IOException {
    Process first = startOwner();
    letChildrenEnd();

    kill(first.toHandle());

    DataFolder.take("--data", folder).close();
  }

  @Test
  void shouldNotTakeAFolderInWhichAChildOfAKilledProcessStillWorks() throws IOException {
    Process first = startOwner();
    ProcessHandle child = first.children().findFirst().orElseThrow();
    started.add(child);

    kill(first.toHandle());

    assertThat(child.isAlive()).isTrue();
    assertThatThrownBy(() -> DataFolder.take("--data", folder, Duration.ZERO))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("in use by process " + child.pid());
    letChildrenEnd();
    DataFolder.take("--data", folder).close();
    assertThat(child.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().isAlive())
        .isFalse();
  }

  private void letChildrenEnd() throws IOException {
    Files.writeString(folder.resolve("end"), "");
  }

  /** Runs until it is killed, with a child that works in the folder. */
  private Process startOwner() {
    try {
      Process owner =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Owner.class.getName(),
                  folder.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      started.add(owner.toHandle());
      var unused = owner.inputReader().readLine();
      return owner;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    assertThat(process.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().isAlive())
        .isFalse();
  }

  /** Takes the folder, starts a child, says so, and waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      DataFolder taken = DataFolder.take("--data", folder);
      JavaChild child =
          new JavaChild(
              "child",
              List.of("-Xmx32m"),
              JavaChild.ownClassPath(),
              Child.class.getName(),
              List.of(folder.toString()));
      Process process = new ProcessBuilder(child.command()).start();
      System.out.println(process.inputReader().readLine() + " in " + taken.path());
      Thread.currentThread().join();
    }
  }

  /** Works in a folder, and takes its time to stop: until a file named end lies there. */
  public static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Path end = Path.of(args[0], "end");
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> await(end)));
      System.out.println("works");
      Thread.currentThread().join();
    }

    private static void await(Path file) {
      while (!Files.exists(file)) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
