package renewals.notifier.senders.sms.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.kit.Health;

/** One session with an SMSC, bound again whenever it ends. Thread-safe. */
final class SmppLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SmppLink.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Answers and reports are read by these; so many reports may wait for Kafka at once. */
  static final int READERS = 32;

  private static final int READ_AHEAD = 1000;

  private final SmppSettings settings;
  private final ConnectionFactory connections;
  private final MessageReceiverListener listener;
  private final Thread binder;

  private @Nullable SMPPSession bound;
  private boolean isTrying = true;
  private boolean isClosed;
  private String state = "not bound yet";

  SmppLink(SmppSettings settings, ConnectionFactory connections, MessageReceiverListener listener) {
    this.settings = settings;
    this.connections = connections;
    this.listener = listener;
    this.binder = Thread.ofPlatform().daemon().name("smpp-binder").start(this::keepBound);
  }

  /** {@link Health#READY}, or why it isn't bound. */
  synchronized String state() {
    return state;
  }

  /**
   * The bound session. It is waited for while the first attempt to bind it again is under way; once
   * one has failed there is none until another succeeds.
   */
  synchronized Optional<SMPPSession> await(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (bound == null && isTrying && !isClosed) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return Optional.ofNullable(bound);
  }

  @Override
  public void close() {
    SMPPSession last;
    synchronized (this) {
      isClosed = true;
      last = bound;
      bound = null;
      state = "closed";
      notifyAll();
    }
    binder.interrupt();
    if (last != null) {
      last.unbindAndClose();
    }
  }

  private void keepBound() {
    Duration pause = FIRST_PAUSE;
    try {
      while (isOpen()) {
        long began = System.nanoTime();
        try {
          begin(bind());
          awaitEnd();
          sayEnded();
        } catch (IOException e) {
          failed(e);
        }
        boolean wasGood = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
        pause = wasGood ? FIRST_PAUSE : pause;
        rest(pause);
        pause = shorterOf(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    } catch (InterruptedException e) {
      LOG.debug("Binding ends");
    }
  }

  private SMPPSession bind() throws IOException {
    SMPPSession session = new SMPPSession(connections);
    session.setMessageReceiverListener(listener);
    session.setPduProcessorDegree(READERS);
    session.setQueueCapacity(READ_AHEAD);
    session.setTransactionTimer(settings.timeout().toMillis());
    session.setEnquireLinkTimer(Math.toIntExact(settings.enquireEvery().toMillis()));
    session.addSessionStateListener(
        (now, before, source) -> {
          if (!now.isBound()) {
            ended(session);
          }
        });
    try {
      session.connectAndBind(
          settings.host(),
          settings.port(),
          new BindParameter(
              BindType.BIND_TRX,
              settings.systemId(),
              settings.password(),
              settings.systemType(),
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              null),
          settings.timeout().toMillis());
      return session;
    } catch (IOException e) {
      session.close();
      throw e;
    }
  }

  private void begin(SMPPSession session) {
    if (take(session)) {
      LOG.info("Bound to the SMSC at {}:{}", settings.host(), settings.port());
    } else {
      session.unbindAndClose();
    }
  }

  /** Whether it is still needed, and still bound: what ends later is told to the listener. */
  private synchronized boolean take(SMPPSession session) {
    if (isClosed || !session.getSessionState().isBound()) {
      return false;
    }
    bound = session;
    state = Health.READY;
    notifyAll();
    return true;
  }

  private synchronized void ended(SMPPSession session) {
    if (session.equals(bound)) {
      bound = null;
      isTrying = true;
      state = "the connection to the SMSC ended";
      notifyAll();
    }
  }

  private synchronized void failed(IOException why) {
    if (isTrying) {
      LOG.warn("Not bound to the SMSC, will try again: {}", why.getMessage());
    }
    isTrying = false;
    state = "not bound to the SMSC: " + why.getMessage();
    notifyAll();
  }

  private synchronized void sayEnded() {
    if (!isClosed) {
      LOG.warn("The SMSC's connection ended, binding again");
    }
  }

  private synchronized void awaitEnd() throws InterruptedException {
    while (bound != null && !isClosed) {
      wait();
    }
  }

  private synchronized void rest(Duration pause) throws InterruptedException {
    long deadline = System.nanoTime() + pause.toNanos();
    long left = pause.toMillis();
    while (!isClosed && left > 0) {
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }

  private synchronized boolean isOpen() {
    return !isClosed;
  }

  private static Duration shorterOf(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
