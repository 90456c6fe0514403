package renewals.stack.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.kit.Settings;
import renewals.stack.Platform;
import renewals.stack.demo.Demo;
import renewals.stack.demo.DemoPlan;
import renewals.stack.demo.Summary;
import renewals.stack.process.StartWatch;

/** The whole demonstration on a stack that is closed to others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class SecuredDemoIT {

  private final Path data = Platform.folder().resolve("demo");
  private final StringWriter said = new StringWriter();
  private Summary summary;

  @BeforeAll
  void play() {
    DemoPlan plan = new DemoPlan(60, 7, data, true, null, false, true);
    summary =
        new Demo(
                plan,
                Map.of(),
                progress -> StartWatch.begin(Duration.ofMinutes(4), progress),
                new PrintWriter(said, true))
            .run();
  }

  @Test
  void shouldHoldEveryPromise() {
    assertThat(summary.allHeld()).as(said.toString()).isTrue();
  }

  @Test
  void shouldKeepWhatItMadeFromOthers() throws IOException {
    try (Stream<Path> made = Files.walk(data.resolve("secrets"))) {
      List<Path> files = made.filter(Files::isRegularFile).toList();

      assertThat(files).hasSizeGreaterThan(20);
      for (Path file : files) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void shouldWriteNoPasswordOrTokenIntoALog() throws IOException {
    List<String> secrets =
        Stream.concat(
                SimulatedParties.in(data.resolve("secrets")).tokens().values().stream(),
                Stream.of("admin", "broker", "producer", "activation", "notifier", "portal")
                    .map(this::passwordOf))
            .toList();
    try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
      for (Path log : logs.toList()) {
        assertThat(Files.readString(log)).as(log.toString()).doesNotContain(secrets);
      }
    }
  }

  @Test
  void shouldRefuseToUseItsFolderWithoutSayingSecureAgain() {
    assertThatThrownBy(() -> StackSecurity.demandNone(data))
        .hasMessageContaining("was used with --secure");
  }

  private String passwordOf(String user) {
    String login =
        Settings.of(StackSecurity.of(data).settingsOf(user)).text("kafka.sasl.jaas.config", "");
    return login.replaceAll(".*password=\"([^\"]+)\".*", "$1");
  }
}
