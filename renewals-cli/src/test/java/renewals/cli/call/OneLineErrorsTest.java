package renewals.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import renewals.cli.Cli;
import renewals.cli.Main;
import renewals.kit.kafka.UnfitClusterException;

class OneLineErrorsTest {

  @Test
  void shouldSayInOneLineThatTheClusterIsUnfit() {
    assertThat(standardError(new UnfitClusterException("topic renewal-requests is missing")))
        .containsExactly("renewals: topic renewal-requests is missing");
  }

  @Test
  void shouldSayInOneLineWhatKafkaRefusesAndWhy() {
    assertThat(
            standardError(
                new KafkaException(
                    "Failed to construct kafka producer", new ConfigException("no such host"))))
        .containsExactly("renewals: Failed to construct kafka producer: no such host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"producer", "publish pom.xml"})
  void shouldFailInOneLineWhereKafkaIsConfiguredWrongly(String call) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Cli.Outcome outcome =
        capturing(
            bytes,
            () ->
                Cli.run(
                    java.util.Map.of(
                        "kafka.bootstrap.servers",
                        "no-port",
                        "schema.registry.url",
                        "http://127.0.0.1:1"),
                    call.split(" ")));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().lines()).singleElement().asString().contains("no-port");
    assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ");
  }

  /** What a failing command leaves on standard error, be it a message or a log. */
  private static List<String> standardError(Exception failure) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return capturing(
        bytes,
        () -> {
          CommandLine line = Main.commandLine();
          line.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
          int unused = OneLineErrors.failed(failure, line, line.parseArgs());
          return bytes.toString(StandardCharsets.UTF_8).lines().toList();
        });
  }

  private static <T> T capturing(
      ByteArrayOutputStream bytes, java.util.function.Supplier<T> running) {
    PrintStream before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      return running.get();
    } finally {
      System.setErr(before);
    }
  }
}
