package renewals.notifier.senders.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.notifier.senders.dispatch.SendResult;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.SendOutcome;

class EmailSenderTest {

  private final GreenMail relay =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    relay.start();
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void shouldSendTheNoticeAsItWasComposed() throws Exception {
    assertThat(sender().send(due("wang@example.com"))).isEqualTo(SendResult.delivered());

    MimeMessage mail = relay.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("尾号4146流量卡已可使用");
    assertThat(readAs("text/plain", mail)).contains("续费已成功");
    assertThat(mail.getAllRecipients()[0]).hasToString("wang@example.com");
    assertThat(mail.getHeader(EmailSender.NOTICE_HEADER)).containsExactly("R1/1/ACTIVATED/EMAIL");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void shouldSayTheSameAsHtml() throws Exception {
    sender().send(due("wang@example.com"));

    assertThat(readAs("text/html", relay.getReceivedMessages()[0]))
        .contains("<h1>尾号4146流量卡已可使用</h1>", "续费已成功，您的流量卡现在可以使用。");
  }

  @Test
  void shouldShowItsNameBesideTheAddress() throws Exception {
    sender().send(due("wang@example.com"));

    assertThat(relay.getReceivedMessages()[0].getFrom())
        .containsExactly(new InternetAddress("notices@renewals.example", "流量卡续费", "UTF-8"));
  }

  @Test
  void shouldKeepTheMessageIdAtEachTry() throws Exception {
    sender().send(due("wang@example.com"));
    sender().send(due("wang@example.com"));

    MimeMessage[] mails = relay.getReceivedMessages();
    assertThat(mails).hasSize(2);
    assertThat(mails[0].getMessageID())
        .isEqualTo(mails[1].getMessageID())
        .matches("<[0-9a-f]{32}@renewals\\.example>");
  }

  @Test
  void shouldTakeAnotherMessageIdForWhatHappenedAtAnotherTime() throws Exception {
    NoticeDue again = due("wang@example.com");
    again.setCauseAt(Instant.ofEpochMilli(1));
    sender().send(due("wang@example.com"));
    sender().send(again);

    MimeMessage[] mails = relay.getReceivedMessages();
    assertThat(mails[0].getMessageID()).isNotEqualTo(mails[1].getMessageID());
  }

  @Test
  void shouldRefuseWhatIsNoAddress() {
    assertThat(sender().send(due("nobody at all")).outcome()).isEqualTo(SendOutcome.REFUSED);
    assertThat(sender().send(due("a@b.c\r\nBcc: all@example.com")).outcome())
        .isEqualTo(SendOutcome.REFUSED);
    assertThat(relay.getReceivedMessages()).isEmpty();
  }

  /** Cut to bytes, the first is wang@example.com with a line of its own after it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "wang@example.com\u560d\u560aRCPT TO:<all@example.com>",
        "wan\u0167@example.com",
        "wang@例子.example",
        "wang@localhost",
        "wang@my_shop.example"
      })
  void shouldAskNoServerAboutWhatTheContractCallsNoAddress(String address) {
    SendResult result = sender().send(due(address));

    assertThat(result.outcome()).isEqualTo(SendOutcome.REFUSED);
    assertThat(result.reason()).startsWith("ADDRESS_REFUSED").doesNotContain(address);
    assertThat(relay.getReceivedMessages()).isEmpty();
  }

  @Test
  void shouldSendToWhateverTheContractCallsAnAddress() throws Exception {
    String address = "o'neil+renewals@xn--fsqu00a.shop-1.example";

    assertThat(sender().send(due(address))).isEqualTo(SendResult.delivered());
    assertThat(relay.getReceivedMessages()[0].getAllRecipients()[0]).hasToString(address);
  }

  @Test
  void shouldFailForNowWhenTheRelayIsAway() {
    EmailSender sender = sender();
    relay.stop();
    SendResult result = sender.send(due("wang@example.com"));
    assertThat(result.outcome()).isEqualTo(SendOutcome.FAILED);
    assertThat(result.reason()).startsWith("SMTP").doesNotContain("wang");
  }

  /** What of a mail is of this type, however deep it lies. */
  private static String readAs(String type, Part part) throws Exception {
    if (part.isMimeType(type)) {
      return part.getContent().toString();
    }
    StringBuilder found = new StringBuilder();
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        found.append(readAs(type, parts.getBodyPart(i)));
      }
    }
    return found.toString();
  }

  private EmailSender sender() {
    return new EmailSender(
        new SmtpSettings(
            "127.0.0.1",
            relay.getSmtp().getPort(),
            "notices@renewals.example",
            "流量卡续费",
            null,
            null,
            SmtpSettings.Tls.NONE,
            null,
            Duration.ofSeconds(5),
            "https://pay.example"));
  }

  private static NoticeDue due(String to) {
    return NoticeDue.newBuilder()
        .setNoticeId("R1/1/ACTIVATED/EMAIL")
        .setMerchantId("M-1001")
        .setKind("ACTIVATED")
        .setChannel(NoticeChannel.EMAIL)
        .setAttempt(1)
        .setTarget(to)
        .setSubject("尾号4146流量卡已可使用")
        .setBody("续费已成功，您的流量卡现在可以使用。")
        .setAt(Instant.EPOCH)
        .build();
  }
}
