package renewals.notifier.senders.sms.smpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.EnquireLink;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;

/**
 * An SMSC on jsmpp's server side that answers as it is told: it delays, throttles, says nothing.
 */
public final class Smsc implements AutoCloseable {

  /** What it knows its clients by. */
  public static final String SYSTEM_ID = "renewals";

  /** The password of that. */
  public static final String PASSWORD = "secret";

  /** esm_class of a report. */
  private static final int REPORT = 0x04;

  private final Port port;
  private final SMPPServerSessionListener server;
  private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
  private final LinkedBlockingQueue<SubmitSm> submitted = new LinkedBlockingQueue<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread acceptor;
  private final AtomicInteger enquiries = new AtomicInteger();
  private volatile Answering answering = (smsc, pdu) -> smsc.nextId();

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
    this.port = new Port(on);
    this.server = new SMPPServerSessionListener(on, port);
    server.setPduProcessorDegree(50);
    server.setMessageReceiverListener(new Listener());
    this.acceptor = Thread.ofPlatform().daemon().name("smsc").start(this::accept);
  }

  /** Where it listens. */
  public int port() {
    return port.socket.getLocalPort();
  }

  /** Answers so from now on. */
  public void answer(Answering fresh) {
    answering = fresh;
  }

  /** Refuses with that status from now on. */
  public void refuse(int status) {
    answer(
        (smsc, pdu) -> {
          throw new ProcessRequestException("as told", status);
        });
  }

  /** Takes SMS and says nothing from now on. */
  public void loseAnswers() {
    answer(
        (smsc, pdu) -> {
          String id = smsc.nextId();
          smsc.closing.await();
          return id;
        });
  }

  /** A new id. */
  public String nextId() {
    return Integer.toString(ids.incrementAndGet());
  }

  /** The next SMS that came in. */
  public SubmitSm take() throws InterruptedException, TimeoutException {
    SubmitSm pdu = submitted.poll(20, TimeUnit.SECONDS);
    if (pdu == null) {
      throw new TimeoutException("no SMS came in");
    }
    return pdu;
  }

  /** How many SMS came in and were not taken here. */
  public int waiting() {
    return submitted.size();
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

  /** Reports an SMS in the usual words. Returns once that is acknowledged. */
  public void report(String id, String state) throws Exception {
    deliver(
        "id:%s sub:001 dlvrd:001 submit date:2603020231 done date:2603020232 stat:%s err:000"
            .formatted(id, state));
  }

  /** Delivers a report of that text and with those parameters. */
  public void deliver(String text, OptionalParameter... parameters) throws Exception {
    deliver(REPORT, text, parameters);
  }

  /** Delivers what a phone wrote. */
  public void deliverFromPhone(String text) throws Exception {
    deliver(0, text);
  }

  private void deliver(int esmClass, String text, OptionalParameter... parameters)
      throws Exception {
    bound()
        .deliverShortMessage(
            "",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            "8613800138000",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.ISDN,
            "10690000",
            new ESMClass(esmClass),
            (byte) 0,
            (byte) 0,
            new RegisteredDelivery(),
            GeneralDataCoding.DEFAULT,
            text.getBytes(StandardCharsets.ISO_8859_1),
            parameters);
  }

  /** Ends all connections without a word; new ones are taken. */
  public void dropConnections() {
    sessions.forEach(SMPPServerSession::close);
    sessions.clear();
  }

  /** How many clients are bound. */
  public int clients() {
    return (int) sessions.stream().filter(session -> session.getSessionState().isBound()).count();
  }

  private SMPPServerSession bound() {
    return sessions.stream()
        .filter(session -> session.getSessionState().isBound())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("nobody is bound"));
  }

  private void accept() {
    while (!port.socket.isClosed()) {
      try {
        SMPPServerSession session = server.accept();
        BindRequest request = session.waitForBind(5000);
        if (PASSWORD.equals(request.getPassword()) && SYSTEM_ID.equals(request.getSystemId())) {
          request.accept("smsc", InterfaceVersion.IF_34);
          session.setTransactionTimer(20_000);
          sessions.add(session);
        } else {
          request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
          session.close();
        }
      } catch (IOException | TimeoutException | PDUStringException e) {
        // the next one, or the end
      }
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    port.socket.close();
    server.close();
    dropConnections();
    acceptor.interrupt();
  }

  private final class Listener implements ServerMessageReceiverListener {

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm pdu, SMPPServerSession source)
        throws ProcessRequestException {
      submitted.add(pdu);
      try {
        return new SubmitSmResult(
            new MessageId(answering.answer(Smsc.this, pdu)), new OptionalParameter[0]);
      } catch (PDUStringException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void onAcceptEnquireLink(EnquireLink pdu, Session source) {
      enquiries.incrementAndGet();
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti pdu, SMPPServerSession source)
        throws ProcessRequestException {
      throw unasked();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm pdu, SMPPServerSession source)
        throws ProcessRequestException {
      throw unasked();
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm pdu, SMPPServerSession source)
        throws ProcessRequestException {
      throw unasked();
    }

    @Override
    public void onAcceptCancelSm(CancelSm pdu, SMPPServerSession source)
        throws ProcessRequestException {
      throw unasked();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm pdu, SMPPServerSession source)
        throws ProcessRequestException {
      throw unasked();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm pdu, SMPPServerSession source)
        throws ProcessRequestException {
      throw unasked();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(
        QueryBroadcastSm pdu, SMPPServerSession source) throws ProcessRequestException {
      throw unasked();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm pdu, Session source) throws ProcessRequestException {
      throw unasked();
    }

    private static ProcessRequestException unasked() {
      return new ProcessRequestException("nobody sends that", SMPPConstant.STAT_ESME_RINVCMDID);
    }
  }

  /** A port of the loopback address. */
  private static final class Port implements ServerConnectionFactory {
    private final ServerSocket socket;

    private Port(int on) throws IOException {
      this.socket = new ServerSocket(on, 50, InetAddress.getLoopbackAddress());
    }

    @Override
    public ServerConnection listen(int ignored) {
      return new ServerSocketConnection(socket);
    }

    @Override
    public ServerConnection listen(int ignored, int timeout) {
      return listen(ignored);
    }

    @Override
    public ServerConnection listen(int ignored, int timeout, int backlog) {
      return listen(ignored);
    }
  }
}
