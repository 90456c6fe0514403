package renewals.notifier.senders.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.notifier.senders.tls.Certificates;
import renewals.notifier.senders.tls.Trust;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.SendOutcome;

@Timeout(60)
class EmailTlsTest {

  private static final String HOST = "localhost";

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static SSLContext good;
  private static SSLContext selfSigned;
  private static SSLContext expired;
  private static SSLContext other;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(folder);
    good = certificates.signedFor(HOST);
    selfSigned = certificates.selfSignedFor(HOST);
    expired = certificates.expiredFor(HOST);
    other = certificates.signedFor("other.example");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void shouldSendToTheServerThatItsAuthorityVouchesFor(SmtpSettings.Tls tls) throws Exception {
    try (TlsRelay relay = relay(good, tls)) {
      assertThat(send(relay, tls, certificates.authority())).isEqualTo(SendResult.delivered());
      assertThat(relay.recipients()).containsExactly("RCPT TO:<wang@example.com>");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void shouldTellNothingToAServerOfAnAuthorityThatNobodyNamed(SmtpSettings.Tls tls)
      throws Exception {
    shouldTellNothingTo(good, tls, null);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void shouldTellNothingToASelfSignedServer(SmtpSettings.Tls tls) throws Exception {
    shouldTellNothingTo(selfSigned, tls, certificates.authority());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void shouldTellNothingToAServerWhoseCertificateEnded(SmtpSettings.Tls tls) throws Exception {
    shouldTellNothingTo(expired, tls, certificates.authority());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void shouldTellNothingToAServerOfAnotherName(SmtpSettings.Tls tls) throws Exception {
    shouldTellNothingTo(other, tls, certificates.authority());
  }

  /** Whoever answers could leave out the offer, so nothing would be won by asking who it is. */
  @Test
  void shouldTakeAnOfferOfTlsFromAnyServerWhereNoneIsDemanded() throws Exception {
    try (TlsRelay relay = relay(selfSigned, SmtpSettings.Tls.NONE)) {
      assertThat(send(relay, SmtpSettings.Tls.NONE, null)).isEqualTo(SendResult.delivered());
    }
  }

  @Test
  void shouldRefuseAFileOfAuthoritiesThatHoldsNone() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");

    assertThatThrownBy(() -> Trust.sockets(empty))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty.pem");
  }

  private static void shouldTellNothingTo(
      SSLContext server, SmtpSettings.Tls tls, @Nullable Path authorities) throws Exception {
    try (TlsRelay relay = relay(server, tls)) {
      SendResult result = send(relay, tls, authorities);

      assertThat(result.outcome()).isEqualTo(SendOutcome.FAILED);
      assertThat(result.reason()).startsWith("SMTP_TLS: ");
      assertThat(relay.recipients()).isEmpty();
    }
  }

  private static TlsRelay relay(SSLContext server, SmtpSettings.Tls tls) throws Exception {
    return new TlsRelay(server, tls == SmtpSettings.Tls.TLS);
  }

  private static SendResult send(TlsRelay relay, SmtpSettings.Tls tls, @Nullable Path authorities) {
    EmailSender sender =
        new EmailSender(
            new SmtpSettings(
                HOST,
                relay.port(),
                "notices@renewals.example",
                "流量卡续费",
                null,
                null,
                tls,
                authorities,
                Duration.ofSeconds(10),
                "https://pay.example"));
    return sender.send(
        NoticeDue.newBuilder()
            .setNoticeId("R1/1/ACTIVATED/EMAIL")
            .setMerchantId("M-1001")
            .setKind("ACTIVATED")
            .setChannel(NoticeChannel.EMAIL)
            .setAttempt(1)
            .setTarget("wang@example.com")
            .setSubject("s")
            .setBody("b")
            .setAt(Instant.EPOCH)
            .build());
  }
}
