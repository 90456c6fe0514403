package renewals.producer.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import renewals.schemas.json.EventJson;
import renewals.testing.Samples;
import renewals.v1.PaymentEvent;

/** What the log says of a refused request. */
class AuditLinesTest {

  @Test
  void shouldNameWhoClaimedWhatAndNoTokenAndNoBody() throws Exception {
    PaymentEvent payment = Samples.payment("P-of-the-body");
    payment.setChannelId("bank-east");
    RawRequest request = post(payment);
    String secret = Channels.TOKEN.substring(Channels.TOKEN.indexOf('.') + 1);

    String log = logOf(request.with("Authorization", "Bearer " + Channels.TOKEN));

    assertThat(log)
        .contains("refused 403 claim party=lakala key=lakala-token claim=channelId=bank-east")
        .contains("address=127.0.0.1")
        .doesNotContain(secret, "P-of-the-body");
  }

  @Test
  void shouldNotWriteATokenThatWasGuessed() throws Exception {
    RawRequest request = post(Samples.payment("P-of-the-body"));

    String log = logOf(request.with("Authorization", "Bearer lakala-token.half-of-the-secret"));

    assertThat(log)
        .contains("refused 401 signature party=lakala key=lakala-token")
        .doesNotContain("half-of-the-secret", "P-of-the-body");
  }

  private static RawRequest post(PaymentEvent payment) {
    return new RawRequest("POST", "/v1/payments", EventJson.write(payment).getBytes(UTF_8))
        .with("Host", "127.0.0.1")
        .with("Content-Type", "application/json");
  }

  private static String logOf(RawRequest request) throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (PrintStream caught = new PrintStream(log, true, UTF_8);
        Intakes intake = new Intakes(1000);
        RawClient client = new RawClient(intake.http.port())) {
      System.setErr(caught);
      client.send(request);
    } finally {
      System.setErr(before);
    }
    return log.toString(UTF_8);
  }
}
