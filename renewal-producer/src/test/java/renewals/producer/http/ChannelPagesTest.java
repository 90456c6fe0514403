package renewals.producer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.Health;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.producer.FakePublisher;
import renewals.producer.access.NoticeRefusals;
import renewals.producer.callback.config.CallbackSettings;
import renewals.producer.callback.query.OrderAnswer;
import renewals.producer.domain.RecentFacts;
import renewals.producer.intake.Intake;
import renewals.producer.reconcile.HttpExchange;
import renewals.testing.FreePorts;
import renewals.testing.channel.ChannelDouble;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/**
 * A channel's page tells lines by which it can be tried: they do what the page says. The first of
 * the first page is run from the source, as it is written there; all others from the same source as
 * the build has compiled it.
 */
class ChannelPagesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String DOUBLE =
      "streams-test/src/main/java/renewals/testing/channel/ChannelDouble.java";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"wechat-pay,wechat", "alipay,alipay", "lakala,lakala"})
  void shouldDoWhatThePageSays(String provider, String itsFolder) throws Exception {
    String page = Files.readString(ROOT.resolve("docs/partners/%s.md".formatted(provider)));
    List<String> lines = linesOf(page, itsFolder);
    assertThat(page).contains("DOUBLE=" + DOUBLE);

    boolean fromSource = provider.equals("wechat-pay");
    finish(start(command(lines.get(0), fromSource ? List.of(DOUBLE) : compiled())));
    FakePublisher publisher = new FakePublisher();
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Clock clock = Clock.systemUTC();
    CallbackApi api =
        new CallbackApi(
            CallbackSettings.read(Settings.of(properties(folder.resolve("intake.properties")))),
            new Intake(publisher, new RecentFacts(10), clock, metrics, 10),
            new NoticeRefusals(metrics, 10),
            metrics,
            clock);
    try (ServiceHttp http =
        ServiceHttp.start("127.0.0.1", 0, new Health(metrics), metrics, api::addTo)) {
      String port = "127.0.0.1:" + http.port();
      String success =
          page.lines()
              .filter(line -> line.startsWith("It prints `"))
              .map(line -> line.replaceFirst("It prints `([^`]*)`.*", "$1"))
              .findFirst()
              .orElseThrow();

      assertThat(run(lines.get(1).replace("127.0.0.1:8090", port))).isEqualTo(success);
      assertThat(run(lines.get(2).replace("127.0.0.1:8090", port))).isEqualTo(success);
    }

    assertThat(publisher.taken())
        .allMatch(event -> ((PaymentEvent) event).getRenewalId().equals("R-1"))
        .extracting(event -> ((PaymentEvent) event).getStatus())
        .contains(PaymentStatus.SETTLED, PaymentStatus.REFUNDED);
  }

  @ParameterizedTest
  @CsvSource({"wechat-pay,wechat", "alipay,alipay", "lakala,lakala"})
  void shouldBeAskedAsThePageSays(String provider, String itsFolder) throws Exception {
    String page = Files.readString(ROOT.resolve("docs/partners/%s.md".formatted(provider)));
    String port = String.valueOf(FreePorts.next());
    List<String> lines =
        linesOf(page, itsFolder).stream().map(line -> line.replace(" 8099", " " + port)).toList();

    run(lines.get(3));
    Process answering = start(command(lines.get(4), compiled()));
    try (BufferedReader output = answering.inputReader(StandardCharsets.UTF_8);
        HttpExchange exchange = new HttpExchange()) {
      assertThat(output.readLine()).startsWith("answers at");
      OrderAnswer answer =
          CallbackSettings.read(Settings.of(properties(folder.resolve("intake.properties"))))
              .getFirst()
              .reconciliation()
              .orElseThrow()
              .query()
              .ask("R-1", "R-1", exchange, Instant.now());

      assertThat(answer.facts())
          .extracting(PaymentEvent::getStatus)
          .containsExactly(PaymentStatus.SETTLED);
    } finally {
      answering.destroyForcibly().waitFor();
    }
  }

  /** What the page has in its boxes, with a folder of the test's own. */
  private List<String> linesOf(String page, String itsFolder) {
    List<String> lines =
        page.lines()
            .filter(line -> line.startsWith("java $DOUBLE"))
            .map(line -> line.replace("/tmp/" + itsFolder, folder.toString()))
            .toList();
    assertThat(lines).hasSize(5);
    return lines;
  }

  /** What java is told in place of the double's source. */
  private static List<String> compiled() throws URISyntaxException {
    Path classes =
        Path.of(ChannelDouble.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return List.of("-cp", classes.toString(), ChannelDouble.class.getName());
  }

  private static List<String> command(String line, List<String> program) {
    List<String> words = List.of(line.split(" ", -1));
    assertThat(words).startsWith("java", "$DOUBLE");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // with both compilers: by the first alone the keys take three times as long
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-XX:+UseSerialGC"));
    command.addAll(program);
    command.addAll(words.subList(2, words.size()));
    return command;
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).directory(ROOT.toFile()).redirectErrorStream(true).start();
  }

  private static String run(String line)
      throws IOException, InterruptedException, URISyntaxException {
    return finish(start(command(line, compiled())));
  }

  private static String finish(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.strip();
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, String> settings = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }
}
