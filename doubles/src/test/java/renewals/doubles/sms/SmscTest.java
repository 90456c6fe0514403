package renewals.doubles.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmscTest {

  private static final String NUMBER = "8613900000001";

  private final LinkedBlockingQueue<DeliverSm> reports = new LinkedBlockingQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private Smsc smsc;
  private SMPPSession client;

  @BeforeEach
  void bind() throws Exception {
    smsc = new Smsc();
    client = new SMPPSession();
    client.setMessageReceiverListener(new Reports());
    client.setTransactionTimer(500);
    client.connectAndBind(
        "127.0.0.1",
        smsc.port(),
        new BindParameter(
            BindType.BIND_TRX,
            Smsc.SYSTEM_ID,
            Smsc.PASSWORD,
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
  }

  @AfterEach
  void close() throws Exception {
    client.unbindAndClose();
    smsc.close();
  }

  @Test
  void shouldReportFromTheNumberThatTheSmsWentTo() throws Exception {
    String id = submit();

    smsc.report(id, "DELIVRD");

    DeliverSm report = reports.poll(20, TimeUnit.SECONDS);
    assertThat(report.getSourceAddr()).isEqualTo(NUMBER);
    assertThat(report.getDestAddress()).isEqualTo(Smsc.SERVICE_NUMBER);
    assertThat(report.isSmscDeliveryReceipt()).isTrue();
  }

  @Test
  void shouldReportAgainUntilSomebodyTakesIt() throws Exception {
    refusals.set(2);
    smsc.answer(
        (self, pdu) -> {
          String id = self.nextId();
          self.report(id, pdu, "DELIVRD", Duration.ofMillis(10));
          return id;
        });

    submit();

    DeliverSm report = reports.poll(20, TimeUnit.SECONDS);
    assertThat(new String(report.getShortMessage(), StandardCharsets.ISO_8859_1))
        .startsWith("id:1 ")
        .contains("stat:DELIVRD");
    assertThat(refusals).hasValue(0);
  }

  @Test
  void shouldRefuseUntilItBehavesAgain() throws Exception {
    smsc.refuse(SMPPConstant.STAT_ESME_RTHROTTLED);

    assertThatThrownBy(this::submit)
        .isInstanceOfSatisfying(
            NegativeResponseException.class,
            refused ->
                assertThat(refused.getCommandStatus())
                    .isEqualTo(SMPPConstant.STAT_ESME_RTHROTTLED));
    smsc.behave();

    assertThat(submit()).isEqualTo("1");
  }

  @Test
  void shouldTakeSmsWhoseAnswersAreLost() throws Exception {
    smsc.loseAnswers();

    assertThatThrownBy(this::submit).isInstanceOf(ResponseTimeoutException.class);

    assertThat(smsc.take().getDestAddress()).isEqualTo(NUMBER);
  }

  @Test
  void shouldKeepTheLatestThousandOnly() throws Exception {
    for (int n = 0; n < 1001; n++) {
      submit();
    }

    assertThat(smsc.waiting()).isEqualTo(1000);
  }

  private String submit() throws Exception {
    return client
        .submitShortMessage(
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.ISDN,
            Smsc.SERVICE_NUMBER,
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            NUMBER,
            new ESMClass(),
            (byte) 0,
            (byte) 0,
            null,
            null,
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            (byte) 0,
            new GeneralDataCoding(Alphabet.ALPHA_UCS2),
            (byte) 0,
            "x".getBytes(StandardCharsets.UTF_16BE))
        .getMessageId();
  }

  /** Takes reports, but for so many that come first. */
  private final class Reports implements MessageReceiverListener {

    @Override
    public void onAcceptDeliverSm(DeliverSm pdu) throws ProcessRequestException {
      if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new ProcessRequestException("not now", SMPPConstant.STAT_ESME_RX_T_APPN);
      }
      reports.add(pdu);
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
      throw new ProcessRequestException("not asked for", SMPPConstant.STAT_ESME_RINVCMDID);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
      throw new UnsupportedOperationException("not asked for");
    }
  }
}
