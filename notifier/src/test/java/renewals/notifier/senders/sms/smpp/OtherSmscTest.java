package renewals.notifier.senders.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.kit.Health;
import renewals.notifier.senders.sms.SmsMessage;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.Submission;
import renewals.notifier.senders.sms.SubmitPace;
import renewals.notifier.senders.sms.smpp.SmppSettings.ReportIds;
import renewals.testing.Patience;

/**
 * Against an SMSC of another make: the npm package smpp, which {@code .ci/run} puts into
 * target/tools. Skipped where it is missing.
 */
class OtherSmscTest {

  private static final Path PACKAGES = Path.of("..", "target", "tools", "npm", "node_modules");
  private static final String PASSWORD = "secret";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final BlockingQueue<SmsReport> reports = new LinkedBlockingQueue<>();
  private Process node;
  private BufferedReader said;
  private SmppGateway gateway;

  @BeforeEach
  void start() throws Exception {
    assumeTrue(Files.isDirectory(PACKAGES.resolve("smpp")), () -> "no smpp in " + PACKAGES);
    Path script = Path.of(OtherSmscTest.class.getResource("smsc.js").toURI());
    ProcessBuilder builder =
        new ProcessBuilder("node", script.toString(), PASSWORD)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("NODE_PATH", PACKAGES.toAbsolutePath().normalize().toString());
    node = builder.start();
    said = node.inputReader();
    gateway = gateway(Integer.parseInt(said.readLine()));
    Patience.await("it is bound", () -> gateway.state().equals(Health.READY));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (gateway != null) {
      gateway.close();
    }
    if (node != null) {
      node.destroy();
      node.waitFor();
    }
  }

  @Test
  void shouldSendWhatItReadsAsWrittenAndHearWhatBecameOfIt() throws Exception {
    String text = "【流量卡续费】尾号4146流量卡已可使用。";

    Submission taken = gateway.submit(message(text));

    assertThat(taken).isInstanceOf(Submission.Accepted.class);
    JsonNode read = read();
    assertThat(read.path("text").asText()).isEqualTo(text);
    assertThat(read.path("to").asText()).isEqualTo("8613800138000");
    assertThat(reports.poll(20, TimeUnit.SECONDS))
        .isEqualTo(SmsReport.delivered(((Submission.Accepted) taken).reference()));
  }

  @Test
  void shouldSendALongTextAsOneMessage() throws Exception {
    String text = "流".repeat(200);

    assertThat(gateway.submit(message(text))).isInstanceOf(Submission.Accepted.class);

    assertThat(read().path("text").asText()).isEqualTo(text);
  }

  @Test
  void shouldPauseWhenItSaysThatItIsTooMuch() {
    assertThat(gateway.submit(message("满"))).isInstanceOf(Submission.Busy.class);
  }

  private JsonNode read() throws IOException {
    return new ObjectMapper().readTree(said.readLine());
  }

  private static SmsMessage message(String text) {
    return new SmsMessage("+8613800138000", text, "id", "ACTIVATED", "zh-CN", Map.of());
  }

  private SmppGateway gateway(int port) {
    return new SmppGateway(
        new SmppSettings(
            "127.0.0.1",
            port,
            "renewals",
            PASSWORD,
            "",
            "10690000",
            0,
            1,
            false,
            null,
            TIMEOUT,
            Duration.ofSeconds(5),
            Duration.ofDays(2),
            ReportIds.SAME),
        SocketFactory.getDefault(),
        new SubmitPace(1000, System::nanoTime),
        reports::add);
  }
}
