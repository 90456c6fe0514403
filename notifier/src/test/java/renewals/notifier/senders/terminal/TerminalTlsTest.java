package renewals.notifier.senders.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.doubles.terminal.Mosquitto;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.tls.Certificates;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.SendOutcome;

/** Over TLS a terminal's state goes to nobody but the broker that is named. */
class TerminalTlsTest {

  private static Certificates certificates;
  private static Certificates.Pem ofLocalhost;

  @TempDir private Path folder;

  @BeforeAll
  static void makeCertificates(@TempDir Path made) throws Exception {
    certificates = new Certificates(made);
    ofLocalhost = certificates.filesFor("localhost");
  }

  @Test
  void shouldTellABrokerWhoseCertificateNamesIt() throws Exception {
    try (Mosquitto mosquitto = started(ofLocalhost)) {
      assertThat(sent(mosquitto, certificates.authority()).outcome())
          .isEqualTo(SendOutcome.DELIVERED);
    }
  }

  @Test
  void shouldTellNobodyWhoseCertificateNamesAnother() throws Exception {
    try (Mosquitto mosquitto = started(certificates.filesFor("other.example"))) {
      assertThat(sent(mosquitto, certificates.authority()).outcome()).isEqualTo(SendOutcome.FAILED);
    }
  }

  @Test
  void shouldTellNobodyWhomNoKnownAuthorityVouchesFor() throws Exception {
    try (Mosquitto mosquitto = started(ofLocalhost)) {
      assertThat(sent(mosquitto, null).outcome()).isEqualTo(SendOutcome.FAILED);
    }
  }

  private Mosquitto started(Certificates.Pem files) throws Exception {
    return Installed.mosquitto(folder).withTls(files.certificate(), files.key()).start();
  }

  private static SendResult sent(Mosquitto mosquitto, @Nullable Path authority) {
    TerminalSettings settings =
        new TerminalSettings(
            "localhost", mosquitto.port(), true, authority, null, null, Duration.ofSeconds(10), 16);
    try (TerminalSender sender = TerminalSender.of(settings)) {
      return sender.send(
          NoticeDue.newBuilder()
              .setNoticeId("R1/1/ACTIVATED/TERMINAL")
              .setMerchantId("M-1001")
              .setKind("ACTIVATED")
              .setChannel(NoticeChannel.TERMINAL)
              .setAttempt(1)
              .setTarget("T-77")
              .setSubject("")
              .setBody(
                  "{\"validity\":{\"state\":\"ACTIVE\",\"at\":\"2026-03-02T02:00:00Z\",\"rank\":6,\"order\":4}}")
              .setAt(Instant.EPOCH)
              .build());
    }
  }
}
