package renewals.doubles.sms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;

/** Those who have bound with the right name and password, on a port of the loopback address. */
final class BoundClients implements AutoCloseable {

  static final String SYSTEM_ID = "renewals";
  static final String PASSWORD = "secret";
  static final String SERVICE_NUMBER = "10690000";

  private static final int READERS = 50;
  private static final int TO_BIND_MILLIS = 5000;
  private static final int TO_ANSWER_MILLIS = 20_000;

  private final LoopbackPort port;
  private final SMPPServerSessionListener server;
  private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
  private final AtomicInteger turns = new AtomicInteger();
  private final Thread acceptor;
  private volatile boolean isAway;

  /**
   * Takes them on that port, 0 for a free one.
   *
   * @param listener gets what they ask
   */
  BoundClients(int on, ServerMessageReceiverListener listener) throws IOException {
    this.port = new LoopbackPort(on);
    this.server = new SMPPServerSessionListener(on, port);
    server.setPduProcessorDegree(READERS);
    server.setMessageReceiverListener(listener);
    this.acceptor = Thread.ofPlatform().daemon().name("smsc").start(this::accept);
  }

  int port() {
    return port.number();
  }

  int count() {
    return (int) sessions.stream().filter(session -> session.getSessionState().isBound()).count();
  }

  /** Whether connections are ended as soon as they are made. */
  void away(boolean now) {
    isAway = now;
    if (now) {
      drop();
    }
  }

  /** Ends all connections without a word; new ones are taken. */
  void drop() {
    sessions.forEach(SMPPServerSession::close);
    sessions.clear();
  }

  /**
   * Hands something to one of them, who take turns. Returns once it is acknowledged.
   *
   * @throws IllegalStateException nobody is bound
   */
  void deliver(int esmClass, String from, String text, OptionalParameter... parameters)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    next()
        .deliverShortMessage(
            "",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            from,
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.ISDN,
            SERVICE_NUMBER,
            new ESMClass(esmClass),
            (byte) 0,
            (byte) 0,
            new RegisteredDelivery(),
            GeneralDataCoding.DEFAULT,
            text.getBytes(StandardCharsets.ISO_8859_1),
            parameters);
  }

  private SMPPServerSession next() {
    List<SMPPServerSession> bound =
        sessions.stream().filter(session -> session.getSessionState().isBound()).toList();
    if (bound.isEmpty()) {
      throw new IllegalStateException("nobody is bound");
    }
    return bound.get(Math.floorMod(turns.getAndIncrement(), bound.size()));
  }

  private void accept() {
    while (!port.isClosed()) {
      try {
        SMPPServerSession session = server.accept();
        if (isAway) {
          session.close();
          continue;
        }
        BindRequest request = session.waitForBind(TO_BIND_MILLIS);
        if (PASSWORD.equals(request.getPassword()) && SYSTEM_ID.equals(request.getSystemId())) {
          request.accept("smsc", InterfaceVersion.IF_34);
          session.setTransactionTimer(TO_ANSWER_MILLIS);
          sessions.removeIf(ended -> !ended.getSessionState().isBound());
          sessions.add(session);
          if (isAway) {
            drop();
          }
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
    port.close();
    server.close();
    drop();
    acceptor.interrupt();
  }
}
