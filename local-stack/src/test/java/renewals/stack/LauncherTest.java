package renewals.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.cli.Main;

/** The launcher with a Maven and a Java that only say that they were called. */
class LauncherTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path root;
  private Path source;
  private String named = "named.jar";
  private final List<Process> started = new ArrayList<>();

  @BeforeEach
  void layOut() throws IOException {
    String launcher = Files.readString(Path.of("..", "renewals"));
    Files.writeString(root.resolve("renewals"), launcher);
    Files.writeString(
        root.resolve("renewals-without-flock"),
        launcher.replace("command -v flock", "command -v no-such-flock"));
    Files.createDirectories(root.resolve("docker"));
    Files.copy(Path.of("..", "docker", "aot"), root.resolve("docker/aot"));
    Files.writeString(root.resolve("pom.xml"), "  <version>1.2</version>\n");
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
        sleep 0.2
        mkdir -p "$lib/cli"
        echo jar >"$lib/library.jar"
        echo jar >"$lib/cli/library.jar"
        echo jar >"$lib/cli/renewals-cli-1.jar"
        echo jar >"$ROOT/local-stack/target/local-stack-1.jar"
        """);
    script("jdk/bin/javac", "exit 1");
    script(
        "jdk/bin/java",
        """
        : >"$ROOT/options"
        while [ "$1" != -cp ]; do
          echo "$1" >>"$ROOT/options"
          shift
        done
        echo "$2 $3" >"$ROOT/started"
        if [ "$4" = status ] || [ "$3" = renewals.cli.ServiceMain ]; then
          echo "$2"
          exit
        fi
        path=${2%:*}
        path=${path##*:}
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

  @ParameterizedTest
  @ValueSource(strings = {"producer", "activation", "notifier", "portal"})
  void shouldStartAServiceOnItsOwnLibraries(String service) throws Exception {
    assertThat(exitOf(call(true, service))).isZero();

    assertThat(Files.readString(root.resolve("started")))
        .matches(
            ".*/lib\\.[0-9-]+/services/"
                + service
                + "/\\*:.*/lib\\.[0-9-]+/cli/renewals-cli-1\\.jar:named\\.jar"
                + " renewals\\.cli\\.ServiceMain\\n");
  }

  @Test
  void shouldStartAServiceWithWhatAnEarlierRunLeftAtItsEnd() throws Exception {
    named = "";
    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Path made = Path.of(optionOf("-XX:AOTCacheOutput=", "activation"));

    Files.writeString(made, "whole");

    assertThat(Path.of(optionOf("-XX:AOTCache=", "activation"))).hasContent("whole");
    assertThat(made).doesNotExist();
  }

  @Test
  void shouldNotUseWhatWasBrokenOffNorWhatIsOfAnotherJdk() throws Exception {
    named = "";
    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    Path broken = Path.of(optionOf("-XX:AOTCacheOutput=", "activation"));
    Files.writeString(broken, "half");
    Files.writeString(Path.of(broken + ".config"), "");
    Path whole = Path.of(optionOf("-XX:AOTCacheOutput=", "activation"));
    Files.writeString(whole, "whole");

    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.2\"\n");

    assertThat(optionOf("-XX:AOTCacheOutput=", "activation")).isNotEqualTo(whole.toString());
    assertThat(List.of(broken, Path.of(broken + ".config"), whole)).noneMatch(Files::exists);
  }

  @Test
  void shouldStartAServiceWithoutACacheWhereTheJdkKnowsNone() throws Exception {
    named = "";

    assertThat(exitOf(call(true, "activation"))).isZero();

    assertThat(Files.readString(root.resolve("options"))).doesNotContain("AOT");
  }

  private String optionOf(String prefix, String service) throws Exception {
    assertThat(exitOf(call(true, service))).isZero();
    return Files.readAllLines(root.resolve("options")).stream()
        .filter(option -> option.startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .substring(prefix.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "times"})
  void shouldNotBuildAgainWhereOnlyPlaceAndTimesChanged(String what) throws Exception {
    assertThat(exitOf(call(true, "tail"))).isZero();

    if (what.isEmpty()) {
      Path copy = root.resolve("copy");
      copyTo(copy);
      assertThat(exitOf(start(copy.resolve("renewals"), "tail"))).isZero();
    } else {
      Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(3600)));
      assertThat(exitOf(call(true, "tail"))).isZero();
    }

    assertThat(root.resolve("builds")).hasContent("built");
  }

  @Test
  void shouldBuildWhatChangedThoughItsTimeDidNot() throws Exception {
    FileTime before = Files.getLastModifiedTime(source);
    assertThat(exitOf(call(true, "tail"))).isZero();

    change();
    Files.setLastModifiedTime(source, before);
    assertThat(exitOf(call(true, "tail"))).isZero();

    assertThat(root.resolve("builds")).hasContent("built\nbuilt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "-h", "help", "tail --help", "--version", "-V", "--add-jars . --help"})
  void shouldAnswerForHelpAndVersionWithoutABuild(String words) throws Exception {
    Process help = call(true, words.split(" "));

    assertThat(new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith(words.toLowerCase(Locale.ROOT).contains("-v") ? "renewals 1.2" : "Usage:");
    assertThat(exitOf(help)).isZero();
    assertThat(root.resolve("builds")).doesNotExist();
  }

  @Test
  void shouldNameEveryCommandThatShipsInTheHelpWithoutABuild() throws Exception {
    Process help = call(true, "--help");
    String said = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(exitOf(help)).isZero();
    assertThat(shipped())
        .allSatisfy(
            command -> assertThat(said).containsPattern("(?m)^  ([a-z-]+, )*" + command + "\\b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "tail --help", "--version"})
  void shouldAnswerForHelpAndVersionFromAnOlderBuild(String words) throws Exception {
    assertThat(exitOf(call(true, "tail"))).isZero();
    change();

    Process help = call(true, words.split(" "));

    assertThat(help.inputReader().lines()).last().isEqualTo("jar");
    assertThat(exitOf(help)).isZero();
    assertThat(root.resolve("builds")).hasContent("built");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shouldRunWhatShipsOnTheLibrariesThatShip(String command) throws Exception {
    Process called = call(true, command);

    assertThat(called.inputReader().readLine()).contains("/cli");
    assertThat(exitOf(called)).isZero();
  }

  /** But for the completion: of a checkout it knows the local stack's commands, too. */
  private static Set<String> shipped() {
    Set<String> commands = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
    commands.remove("completion");
    return commands;
  }

  @Test
  void shouldPutJarsOfOthersBehindOurs() throws Exception {
    Path jars = Files.createDirectory(root.resolve("other jars"));

    Process status = call(true, "--add-jars", jars.toString(), "status");

    assertThat(status.inputReader().readLine())
        .matches(".*/lib[^:]*/\\*:named\\.jar:%s/\\*".formatted(jars));
    assertThat(exitOf(status)).isZero();
  }

  @Test
  void shouldRefuseAFolderOfJarsThatIsNotThere() throws Exception {
    assertThat(exitOf(call(true, "--add-jars", "/no/such", "status"))).isEqualTo(2);
    assertThat(root.resolve("errors"))
        .content()
        .contains("--add-jars is /no/such, expected a folder of jars");
  }

  /** As {@code cp -r} does it: with new times. */
  private void copyTo(Path copy) throws Exception {
    Process copying =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "mkdir \"$1\" && cp -r renewals pom.xml local-stack \"$1\"",
                "sh",
                copy.toString())
            .directory(root.toFile())
            .start();
    started.add(copying);
    assertThat(exitOf(copying)).isZero();
  }

  private void change() throws IOException {
    Files.writeString(source, "changed " + Files.size(source));
  }

  private Process call(boolean flock, String... words) throws IOException {
    return start(root.resolve(flock ? "renewals" : "renewals-without-flock"), words);
  }

  private Process start(Path launcher, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(words));
    ProcessBuilder call =
        new ProcessBuilder(command).redirectError(root.resolve("errors").toFile());
    call.environment().put("RENEWALS_CLASSPATH", named);
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
