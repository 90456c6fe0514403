package renewals.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher with a Maven and a Java that only say that they were called. */
class LauncherTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path root;
  private Path source;
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void layOut() throws IOException {
    String launcher = Files.readString(Path.of("..", "renewals"));
    Files.writeString(root.resolve("renewals"), launcher);
    Files.writeString(
        root.resolve("renewals-without-flock"),
        launcher.replace("command -v flock", "command -v no-such-flock"));
    Files.writeString(root.resolve("pom.xml"), "");
    source = Files.createDirectories(root.resolve("local-stack/src/main")).resolve("Source.java");
    Files.writeString(source, "");
    script(
        "bin/mvn",
        """
        echo built >>"$ROOT/builds"
        for word in "$@"; do
          case $word in -Dlauncher.lib=*) lib=${word#*=} ;; esac
        done
        lib=${lib:-$ROOT/local-stack/target/lib}
        sleep 1
        mkdir -p "$lib"
        echo jar >"$lib/library.jar"
        echo jar >"$ROOT/local-stack/target/local-stack-1.jar"
        """);
    script("jdk/bin/javac", "exit 1");
    script(
        "jdk/bin/java",
        """
        while [ "$1" != -cp ]; do shift; done
        path=${2##*:}
        echo "${path%/*}"
        if [ "$4" = up ]; then
          while [ ! -e "$ROOT/end" ]; do sleep 0.1; done
        fi
        cat "${path%/*}/library.jar"
        """);
    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldBuildOnceWhereTwoFirstCallsComeAtOnce(boolean flock) throws Exception {
    Process one = call(flock, "tail");
    Process other = call(flock, "tail");

    assertThat(exitOf(one)).isZero();
    assertThat(exitOf(other)).isZero();
    assertThat(root.resolve("builds")).hasContent("built");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLeaveARunningCallItsLibrariesAndLaterRemoveThem(boolean flock) throws Exception {
    Process up = call(flock, "up");
    Path libraries = Path.of(up.inputReader().readLine());

    change();
    assertThat(exitOf(call(flock, "tail"))).isZero();

    assertThat(root.resolve("builds")).hasContent("built\nbuilt");
    assertThat(libraries.resolve("library.jar")).exists();
    Files.writeString(root.resolve("end"), "");
    assertThat(exitOf(up)).isZero();

    change();
    assertThat(exitOf(call(flock, "tail"))).isZero();
    assertThat(libraries).doesNotExist();
    try (Stream<Path> left = Files.list(root.resolve("local-stack/target"))) {
      assertThat(left.filter(path -> path.getFileName().toString().startsWith("lib."))).hasSize(1);
    }
  }

  /** Later than the stamp of the build before, also where file times are coarse. */
  private void change() throws IOException {
    Path stamp = root.resolve("local-stack/target/built");
    Files.setLastModifiedTime(stamp, FileTime.from(Instant.now().minusSeconds(60)));
    Files.writeString(source, "changed");
  }

  private Process call(boolean flock, String command) throws IOException {
    Path launcher = root.resolve(flock ? "renewals" : "renewals-without-flock");
    ProcessBuilder call =
        new ProcessBuilder("/bin/sh", launcher.toString(), command)
            .redirectError(root.resolve("errors").toFile());
    call.environment().put("ROOT", root.toString());
    call.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    call.environment().merge("PATH", "/usr/bin", (path, any) -> root.resolve("bin") + ":" + path);
    Process process = call.start();
    started.add(process);
    return process;
  }

  private static int exitOf(Process process) throws InterruptedException {
    assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private void script(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\nset -eu\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
