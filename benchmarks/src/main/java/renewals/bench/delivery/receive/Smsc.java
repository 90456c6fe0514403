package renewals.bench.delivery.receive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;
import renewals.bench.delivery.plan.Address;

/**
 * An operator's SMSC, which speaks SMPP and reports each SMS, until somebody hears it. Of slow
 * numbers it takes nothing for a while, of dead ones it refuses the number.
 */
final class Smsc implements AutoCloseable {

  /** How a text in Chinese names the card. */
  private static final Pattern CARD = Pattern.compile("尾号(\\d{4})");

  private static final Pattern PHONE = Pattern.compile("86138(\\d)(\\d{7})");
  private static final String CLIENT = "bench";
  private static final String PASSWORD = "secret";

  private static final int SLOW = 1;
  private static final int DEAD = 2;

  /** esm_class of a report. */
  private static final int REPORT = 0x04;

  private static final long BIND_WITHIN_MS = 5_000;
  private static final long REPORT_AGAIN_MS = 200;
  private static final int AT_ONCE = 20;

  private final Port port = new Port();
  private final SMPPServerSessionListener server = new SMPPServerSessionListener(0, port);
  private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService reports = Executors.newVirtualThreadPerTaskExecutor();
  private final Taking taking;
  private final Spells spells;

  Smsc(Taking taking, Spells spells) throws IOException {
    this.taking = taking;
    this.spells = spells;
    server.setPduProcessorDegree(AT_ONCE);
    server.setMessageReceiverListener((SubmitsOnly) this::answer);
    Thread.ofPlatform().daemon().name("smsc").start(this::accept);
  }

  /** What the notifier must be told; its rate is more than any part of the experiment needs. */
  Map<String, String> settings() {
    return Map.of(
        "notifier.sms.provider", "smpp",
        "notifier.sms.rate", "1000",
        "notifier.sms.smpp.host", "127.0.0.1",
        "notifier.sms.smpp.port", String.valueOf(port.socket.getLocalPort()),
        "notifier.sms.smpp.system-id", CLIENT,
        "notifier.sms.smpp.password", PASSWORD,
        "notifier.sms.smpp.source", "10690000");
  }

  /** A digit for how it behaves, then which one it is. */
  static String phoneOf(Address address) {
    int conduct =
        switch (address.conduct()) {
          case GOOD -> 0;
          case SLOW -> SLOW;
          case DEAD -> DEAD;
        };
    return String.format(Locale.ROOT, "+86138%d%07d", conduct, address.number());
  }

  private void accept() {
    while (!port.socket.isClosed()) {
      try {
        SMPPServerSession session = server.accept();
        session.waitForBind(BIND_WITHIN_MS).accept("smsc", InterfaceVersion.IF_34);
        sessions.removeIf(earlier -> !earlier.getSessionState().isBound());
        sessions.add(session);
      } catch (IOException | TimeoutException | PDUStringException e) {
        // closed, or a client that went away before it was bound
      }
    }
  }

  private SubmitSmResult answer(SubmitSm sms) throws ProcessRequestException {
    Matcher phone = PHONE.matcher(sms.getDestAddress());
    Matcher card = CARD.matcher(new String(sms.getShortMessage(), StandardCharsets.UTF_16BE));
    if (!phone.matches() || !card.find()) {
      throw new ProcessRequestException("not of the plan", SMPPConstant.STAT_ESME_RINVMSGLEN);
    }
    int conduct = Integer.parseInt(phone.group(1));
    if (conduct == DEAD) {
      throw new ProcessRequestException("no such number", SMPPConstant.STAT_ESME_RINVDSTADR);
    }
    if (conduct == SLOW && spells.areSlow()) {
      throw new ProcessRequestException("later", SMPPConstant.STAT_ESME_RSUBMITFAIL);
    }
    taking.renewal(Integer.parseInt(phone.group(2)), Integer.parseInt(card.group(1)));
    String id = Integer.toString(ids.incrementAndGet());
    reports.execute(() -> report(id, sms.getDestAddress()));
    try {
      return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
    } catch (PDUStringException e) {
      throw new IllegalStateException("an id of digits is none", e);
    }
  }

  /** Reports until somebody who is bound has taken it. */
  private void report(String id, String phone) {
    try {
      while (!isReported(id, phone)) {
        if (closing.await(REPORT_AGAIN_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isReported(String id, String phone) {
    String text =
        "id:%s sub:001 dlvrd:001 submit date:2603020231 done date:2603020232 stat:DELIVRD err:000"
            .formatted(id);
    for (SMPPServerSession session : sessions) {
      if (session.getSessionState().isBound()) {
        try {
          session.deliverShortMessage(
              "",
              TypeOfNumber.INTERNATIONAL,
              NumberingPlanIndicator.ISDN,
              phone,
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.ISDN,
              "10690000",
              new ESMClass(REPORT),
              (byte) 0,
              (byte) 0,
              new RegisteredDelivery(),
              GeneralDataCoding.DEFAULT,
              text.getBytes(StandardCharsets.US_ASCII));
          return true;
        } catch (PDUException
            | ResponseTimeoutException
            | InvalidResponseException
            | NegativeResponseException
            | IOException e) {
          // the client went away, or could not keep it: it is reported again
        }
      }
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    reports.shutdownNow();
    port.socket.close();
    server.close();
    sessions.forEach(SMPPServerSession::close);
  }

  /** A port of the loopback address. */
  private static final class Port implements ServerConnectionFactory {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    private Port() throws IOException {}

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
