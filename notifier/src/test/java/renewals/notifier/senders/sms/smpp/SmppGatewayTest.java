package renewals.notifier.senders.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.doubles.sms.Smsc;
import renewals.kit.Health;
import renewals.notifier.senders.sms.SmsMessage;
import renewals.notifier.senders.sms.SmsReport;
import renewals.notifier.senders.sms.SmsReports;
import renewals.notifier.senders.sms.Submission;
import renewals.notifier.senders.sms.SubmitPace;
import renewals.notifier.senders.sms.smpp.SmppSettings.ReportIds;
import renewals.testing.Patience;

class SmppGatewayTest {

  private static final SmsMessage MESSAGE = message("【流量卡续费】尾号4146流量卡已可使用。");
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final BlockingQueue<SmsReport> reports = new LinkedBlockingQueue<>();
  private Smsc smsc;
  private SmppGateway gateway;

  @BeforeEach
  void start() throws Exception {
    smsc = new Smsc();
    gateway = gateway(ReportIds.SAME, reports::add);
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    smsc.close();
  }

  private static SmsMessage message(String text) {
    return new SmsMessage("+8613800138000", text, "id", "ACTIVATED", "zh-CN", Map.of());
  }

  @Test
  void shouldSubmitTheTextInUcs2AndAskForAReport() throws Exception {
    assertThat(gateway.submit(MESSAGE)).isEqualTo(new Submission.Accepted("smpp/renewals/1"));

    SubmitSm pdu = smsc.take();
    assertThat(Smsc.textOf(pdu)).isEqualTo(MESSAGE.text());
    assertThat(pdu.getDestAddress()).isEqualTo("8613800138000");
    assertThat(pdu.getSourceAddr()).isEqualTo("10690000");
    assertThat(pdu.getRegisteredDelivery()).isEqualTo((byte) 1);
    assertThat(pdu.getValidityPeriod()).isEqualTo("000002000000000R");
    assertThat(DataCodings.newInstance(pdu.getDataCoding()).toByte())
        .isEqualTo(Alphabet.ALPHA_UCS2.value());
  }

  @Test
  void shouldSendWhatIsLongerThanOnePartAsOnePayload() throws Exception {
    SmsMessage longer = message("流".repeat(200));

    assertThat(gateway.submit(longer)).isInstanceOf(Submission.Accepted.class);

    SubmitSm pdu = smsc.take();
    assertThat(pdu.getShortMessage()).isNullOrEmpty();
    assertThat(Smsc.textOf(pdu)).isEqualTo(longer.text());
  }

  @Test
  void shouldReportWhatThePhoneHas() throws Exception {
    Submission taken = gateway.submit(MESSAGE);
    smsc.report("0000000001", "DELIVRD");

    assertThat(reports)
        .containsExactly(SmsReport.delivered(((Submission.Accepted) taken).reference()));
  }

  @Test
  void shouldReportBeforeTheAnswerComes() throws Exception {
    smsc.answer(
        (self, pdu) -> {
          String id = self.nextId();
          deliver(self, id);
          return id;
        });

    assertThat(gateway.submit(MESSAGE)).isEqualTo(new Submission.Accepted("smpp/renewals/1"));

    assertThat(reports).containsExactly(SmsReport.delivered("smpp/renewals/1"));
  }

  private static void deliver(Smsc smsc, String id) {
    try {
      smsc.report(id, "DELIVRD");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UNDELIV", "EXPIRED", "DELETED", "REJECTD"})
  void shouldReportWhatThePhoneWillNeverHave(String state) throws Exception {
    gateway.submit(MESSAGE);
    smsc.report("1", state);

    SmsReport report = reports.remove();
    assertThat(report.isDelivered()).isFalse();
    assertThat(report.reason()).startsWith("SMS_" + state + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENROUTE", "ACCEPTD", "UNKNOWN"})
  void shouldNotReportWhatIsNotTheEnd(String state) throws Exception {
    gateway.submit(MESSAGE);
    smsc.report("1", state);

    assertThat(reports).isEmpty();
  }

  @Test
  void shouldBelieveTheParametersMoreThanTheText() throws Exception {
    gateway.submit(MESSAGE);
    smsc.deliver(
        "id:no stat:UNDELIV",
        new OptionalParameter.Receipted_message_id("1"),
        new OptionalParameter.Message_state((byte) 2));

    assertThat(reports).containsExactly(SmsReport.delivered("smpp/renewals/1"));
  }

  @Test
  void shouldFindTheIdThatIsReportedInDecimal() throws Exception {
    gateway.close();
    gateway = gateway(ReportIds.DECIMAL_OF_HEX, reports::add);
    smsc.answer((self, pdu) -> "1F");

    Submission taken = gateway.submit(MESSAGE);
    smsc.report("0000000031", "DELIVRD");

    assertThat(reports)
        .containsExactly(SmsReport.delivered(((Submission.Accepted) taken).reference()));
  }

  @Test
  void shouldLetGoOfWhatAPhoneWrote() throws Exception {
    gateway.submit(MESSAGE);
    smsc.deliverFromPhone("8613800138000", "id:1 stat:DELIVRD");

    assertThat(reports).isEmpty();
  }

  @Test
  void shouldAskForAReportAgainThatCannotBeKept() throws Exception {
    gateway.close();
    gateway =
        gateway(
            ReportIds.SAME,
            report -> {
              throw new InterruptedException("stopping");
            });
    gateway.submit(MESSAGE);

    assertThatThrownBy(() -> smsc.report("1", "DELIVRD"))
        .isInstanceOfSatisfying(
            NegativeResponseException.class,
            refused ->
                assertThat(refused.getCommandStatus()).isEqualTo(SMPPConstant.STAT_ESME_RX_T_APPN));
  }

  @Test
  void shouldTakeAnswersWhileReportsWait() throws Exception {
    CountDownLatch kafka = new CountDownLatch(1);
    CountDownLatch full = new CountDownLatch(SmppLink.READERS * 3 / 4);
    gateway.close();
    gateway =
        gateway(
            ReportIds.SAME,
            report -> {
              full.countDown();
              kafka.await();
            });
    gateway.submit(MESSAGE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < SmppLink.READERS; n++) {
        var unused =
            threads.submit(
                () -> {
                  smsc.report("1", "DELIVRD");
                  return true;
                });
      }
      assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();

      assertThat(gateway.submit(MESSAGE)).isEqualTo(new Submission.Accepted("smpp/renewals/2"));
      kafka.countDown();
    }
  }

  @Test
  void shouldSayThatTheAnswerWasLost() {
    smsc.loseAnswers();

    assertThat(gateway.submit(MESSAGE))
        .isInstanceOfSatisfying(
            Submission.Unanswered.class,
            lost -> assertThat(lost.reason()).startsWith("ANSWER_LOST: "));
  }

  @Test
  void shouldBeBusyWhileTheSmscThrottles() throws Exception {
    smsc.refuse(SMPPConstant.STAT_ESME_RTHROTTLED);

    Submission first = gateway.submit(MESSAGE);

    assertThat(first)
        .isInstanceOfSatisfying(
            Submission.Busy.class,
            busy -> assertThat(busy.pause()).isBetween(Duration.ZERO, Duration.ofSeconds(1)));
  }

  @Test
  void shouldRefuseANumberThatTheSmscRefuses() {
    smsc.refuse(SMPPConstant.STAT_ESME_RINVDSTADR);

    assertThat(gateway.submit(MESSAGE))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.reason()).startsWith("ADDRESS_REFUSED: "));
  }

  @Test
  void shouldTryAgainWhatTheSmscCannotTakeNow() {
    smsc.refuse(SMPPConstant.STAT_ESME_RSYSERR);

    assertThat(gateway.submit(MESSAGE))
        .isEqualTo(new Submission.Failed("SMPP_00000008: the gateway did not take it"));
  }

  @Test
  void shouldBindAgainAfterTheConnectionEnded() throws Exception {
    gateway.submit(MESSAGE);
    smsc.dropConnections();
    await(() -> gateway.state().equals(Health.READY) && smsc.clients() == 1);

    assertThat(gateway.submit(MESSAGE)).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void shouldAskASilentConnectionWhetherItLives() throws Exception {
    gateway.submit(MESSAGE);

    await(() -> smsc.enquiries() > 0);
  }

  @Test
  void shouldSayThatItIsAwayWhileNobodyListens() throws Exception {
    smsc.close();
    await(() -> gateway.state().startsWith("not bound to the SMSC"));

    assertThat(gateway.submit(MESSAGE))
        .isEqualTo(new Submission.Failed("SMPP_AWAY: not bound to the SMSC"));
  }

  /** A gateway that is bound. */
  private SmppGateway gateway(ReportIds ids, SmsReports to) throws InterruptedException {
    SmppGateway opened = unbound(ids, to);
    await(() -> opened.state().equals(Health.READY));
    return opened;
  }

  private SmppGateway unbound(ReportIds ids, SmsReports to) {
    return new SmppGateway(
        new SmppSettings(
            "127.0.0.1",
            smsc.port(),
            Smsc.SYSTEM_ID,
            Smsc.PASSWORD,
            "",
            "10690000",
            0,
            1,
            false,
            null,
            TIMEOUT,
            Duration.ofMillis(500),
            Duration.ofDays(2),
            ids),
        SocketFactory.getDefault(),
        new SubmitPace(1000, System::nanoTime),
        to);
  }

  private static void await(Patience.Condition condition) {
    Patience.await("what the SMSC or the gateway does", condition);
  }
}
