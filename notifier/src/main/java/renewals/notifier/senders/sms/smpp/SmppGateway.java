package renewals.notifier.senders.sms.smpp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameters;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.senders.sms.SmsGateway;
import renewals.notifier.senders.sms.SmsMessage;
import renewals.notifier.senders.sms.SmsReports;
import renewals.notifier.senders.sms.Submission;
import renewals.notifier.senders.sms.SubmitPace;

/**
 * SMS by an operator's SMPP port: free text in UCS-2, a report for each asked for. How many are
 * under way at once is up to whoever calls.
 */
public final class SmppGateway implements SmsGateway {

  private static final Logger LOG = LoggerFactory.getLogger(SmppGateway.class);

  /** What one part carries; more goes as one payload, which the SMSC divides. */
  private static final int PART_BYTES = 140;

  private static final byte[] NOTHING = {};
  private static final byte NONE = 0;

  private final SmppSettings settings;
  private final SubmitPace pace;
  private final MessageIds ids;
  private final ReportReceiver receiver;
  private final SmppLink link;

  /**
   * A gateway that begins to bind.
   *
   * @param sockets plain ones, or those of TLS
   */
  public SmppGateway(
      SmppSettings settings, SocketFactory sockets, SubmitPace pace, SmsReports reports) {
    this.settings = settings;
    this.pace = pace;
    this.ids = new MessageIds(settings.systemId(), settings.reportIds());
    this.receiver = new ReportReceiver(ids, reports);
    this.link = new SmppLink(settings, new SmppSockets(sockets, settings.timeout()), receiver);
  }

  @Override
  public String state() {
    return link.state();
  }

  @Override
  public Submission submit(SmsMessage message) {
    try {
      Optional<Duration> turn = pace.turn(settings.timeout());
      if (turn.isEmpty()) {
        return busy(settings.timeout());
      }
      TimeUnit.NANOSECONDS.sleep(turn.get().toNanos());
      Optional<SMPPSession> session = link.await(settings.timeout());
      return session.isEmpty()
          ? new Submission.Failed("SMPP_AWAY: not bound to the SMSC")
          : submit(session.get(), message);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Submission.Failed("STOPPED: the sender was stopped");
    }
  }

  @Override
  public void close() {
    receiver.close();
    link.close();
  }

  private Submission submit(SMPPSession session, SmsMessage message) {
    try {
      String id = exchange(session, message);
      pace.taken();
      return id == null || id.isBlank()
          ? new Submission.Unanswered(
              "NO_ID: the gateway took it and named no id to report by", null)
          : new Submission.Accepted(ids.ofAnswer(id));
    } catch (NegativeResponseException e) {
      return refusal(e.getCommandStatus());
    } catch (ResponseTimeoutException e) {
      return new Submission.Unanswered(
          "ANSWER_LOST: no answer within %d s, so the gateway may have taken it"
              .formatted(settings.timeout().toSeconds()),
          null);
    } catch (InvalidResponseException e) {
      LOG.warn("An SMSC's answer can't be read: {}", e.getMessage());
      return new Submission.Unanswered("ANSWER_LOST: the gateway's answer can't be read", null);
    } catch (PDUException e) {
      return new Submission.Refused("MESSAGE_REFUSED: SMPP can't carry it");
    } catch (IOException e) {
      return new Submission.Failed("SMPP_AWAY: the connection to the SMSC broke off before it");
    }
  }

  private String exchange(SMPPSession session, SmsMessage message)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    byte[] text = message.text().getBytes(StandardCharsets.UTF_16BE);
    boolean isLong = text.length > PART_BYTES;
    return session
        .submitShortMessage(
            "",
            TypeOfNumber.valueOf((byte) settings.sourceTon()),
            NumberingPlanIndicator.valueOf((byte) settings.sourceNpi()),
            settings.source(),
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            message.to().substring(1),
            new ESMClass(),
            NONE,
            NONE,
            null,
            relative(settings.validity()),
            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
            NONE,
            new GeneralDataCoding(Alphabet.ALPHA_UCS2),
            NONE,
            isLong ? NOTHING : text,
            isLong
                ? new OptionalParameter[] {new OptionalParameter.Message_payload(text)}
                : OptionalParameters.EMPTY_OPTIONAL_PARAMETERS)
        .getMessageId();
  }

  private Submission refusal(int status) {
    if (CommandStatus.isTooMany(status)) {
      return busy(pace.throttled());
    }
    pace.taken();
    return CommandStatus.isFinal(status)
        ? new Submission.Refused(CommandStatus.reason(status))
        : new Submission.Failed(CommandStatus.reason(status));
  }

  private static Submission busy(Duration pause) {
    return new Submission.Busy("BUSY: the gateway takes no more SMS for now", pause);
  }

  /** SMPP 3.4, 7.1.1.2: years, months, days, hours, minutes, seconds, R for from now on. */
  private static String relative(Duration validity) {
    return "0000%02d%02d%02d%02d000R"
        .formatted(
            validity.toDaysPart(),
            validity.toHoursPart(),
            validity.toMinutesPart(),
            validity.toSecondsPart());
  }
}
