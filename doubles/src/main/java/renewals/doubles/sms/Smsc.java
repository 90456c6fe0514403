package renewals.doubles.sms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.EnquireLink;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/**
 * An SMSC on jsmpp's server side that answers as it is told: it delays, throttles, says nothing. It
 * reports when told to, at once or later, and then until somebody takes the report. What it
 * remembers is bounded, however long it runs.
 */
public final class Smsc implements AutoCloseable {

  /** What it knows its clients by. */
  public static final String SYSTEM_ID = BoundClients.SYSTEM_ID;

  /** The password of that. */
  public static final String PASSWORD = BoundClients.PASSWORD;

  /** Where SMS come from, and reports go to. */
  public static final String SERVICE_NUMBER = BoundClients.SERVICE_NUMBER;

  /** esm_class of a report. */
  private static final int REPORT = 0x04;

  private static final int KEPT = 1000;
  private static final int MOST_REPORTS = 100_000;
  private static final int PATIENCE_SECONDS = 20;

  private final BoundClients clients;
  private final LatestSms latest = new LatestSms(KEPT);
  private final PendingReports reports = new PendingReports(MOST_REPORTS, this::isTaken);
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger enquiries = new AtomicInteger();
  private volatile Answering answering = (smsc, pdu) -> smsc.nextId();
  private volatile int refusal = SMPPConstant.STAT_ESME_ROK;
  private volatile CountDownLatch answers = new CountDownLatch(0);
  private volatile Duration lateness = Duration.ZERO;

  /** How an SMS is answered. */
  public interface Answering {
    /**
     * The message's id.
     *
     * @throws ProcessRequestException the SMS is refused with that status
     */
    String answer(Smsc smsc, SubmitSm pdu) throws ProcessRequestException, InterruptedException;
  }

  /** An SMSC that gives out the ids 1, 2, … */
  public Smsc() throws IOException {
    this(0);
  }

  /** The same on that port, 0 for a free one. */
  public Smsc(int on) throws IOException {
    this.clients = new BoundClients(on, new Listener());
  }

  /** Where it listens. */
  public int port() {
    return clients.port();
  }

  /** Answers so from now on, and all of them. */
  public void answer(Answering fresh) {
    answering = fresh;
    behave();
  }

  /** Refuses with that status from now on: nobody gets what is refused. */
  public void refuse(int status) {
    refusal = status;
  }

  /** Takes SMS and says nothing from now on. */
  public void loseAnswers() {
    answers.countDown();
    answers = new CountDownLatch(1);
  }

  /** Ends all connections, and takes none from now on. */
  public void goAway() {
    clients.away(true);
  }

  /** Reports that are made from now on come so much later. */
  public void reportLater(Duration by) {
    lateness = by;
  }

  /**
   * Neither refuses nor delays from now on, and is there. The answers that were lost stay lost:
   * their connections end.
   */
  public void behave() {
    refusal = SMPPConstant.STAT_ESME_ROK;
    lateness = Duration.ZERO;
    clients.away(false);
    if (answers.getCount() > 0) {
      clients.drop();
      answers.countDown();
    }
  }

  /** A new id. */
  public String nextId() {
    return Integer.toString(ids.incrementAndGet());
  }

  /** The next SMS that came in, of the latest {@value #KEPT}. */
  public SubmitSm take() throws InterruptedException, TimeoutException {
    return latest.take(PATIENCE_SECONDS);
  }

  /** How many SMS came in and were not taken here, of the latest {@value #KEPT}. */
  public int waiting() {
    return latest.waiting();
  }

  /** How often it was asked whether it lives. */
  public int enquiries() {
    return enquiries.get();
  }

  /** The text of an SMS. */
  public static String textOf(SubmitSm pdu) {
    byte[] bytes = pdu.getShortMessage();
    if (pdu.getOptionalParameter(OptionalParameter.Tag.MESSAGE_PAYLOAD)
        instanceof OptionalParameter.OctetString payload) {
      bytes = payload.getValue();
    }
    return new String(bytes, StandardCharsets.UTF_16BE);
  }

  /**
   * Reports an SMS in the usual words, from the number that it went to, as far as that was answered
   * before. Returns once it is acknowledged.
   */
  public void report(String id, String state) throws Exception {
    clients.deliver(REPORT, latest.numberOf(id), wordsOf(id, state));
  }

  /**
   * Reports an SMS after that time, and again until somebody takes it.
   *
   * @throws ProcessRequestException too many reports wait already
   */
  public void report(String id, SubmitSm sms, String state, Duration after)
      throws ProcessRequestException {
    if (!reports.add(id, sms.getDestAddress(), state, after.plus(lateness))) {
      throw new ProcessRequestException("too many reports wait", SMPPConstant.STAT_ESME_RMSGQFUL);
    }
  }

  /** Delivers a report of that text and with those parameters, from no number. */
  public void deliver(String text, OptionalParameter... parameters) throws Exception {
    clients.deliver(REPORT, "", text, parameters);
  }

  /** Delivers what a phone wrote. */
  public void deliverFromPhone(String number, String text) throws Exception {
    clients.deliver(0, number, text);
  }

  /** Ends all connections without a word; new ones are taken. */
  public void dropConnections() {
    clients.drop();
  }

  /** How many clients are bound. */
  public int clients() {
    return clients.count();
  }

  @Override
  public void close() throws IOException {
    reports.close();
    clients.close();
    answers.countDown();
  }

  private boolean isTaken(String id, String number, String state) {
    try {
      clients.deliver(REPORT, number, wordsOf(id, state));
      return true;
    } catch (PDUException
        | ResponseTimeoutException
        | InvalidResponseException
        | NegativeResponseException
        | IOException
        | IllegalStateException e) {
      return false;
    }
  }

  private static String wordsOf(String id, String state) {
    return "id:%s sub:001 dlvrd:001 submit date:2603020231 done date:2603020232 stat:%s err:000"
        .formatted(id, state);
  }

  private final class Listener extends SubmitsOnly {

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source)
        throws ProcessRequestException {
      latest.came(pdu);
      if (refusal != SMPPConstant.STAT_ESME_ROK) {
        throw new ProcessRequestException("as told", refusal);
      }
      try {
        String id = answering.answer(Smsc.this, pdu);
        latest.answered(id, pdu);
        answers.await();
        return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
      } catch (PDUStringException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onAcceptEnquireLink(EnquireLink pdu, Session source) {
      enquiries.incrementAndGet();
    }
  }
}
