package renewals.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send a byte a second, half of them of a head and half of a body, and come again when
 * they are cut off. They come one by one over the time in which a server bears one of them, so that
 * from then on some are cut off in every second. They come from loopback addresses of their own,
 * twenty of each, so that the limit of connections per address holds none of them up.
 */
final class SlowSenders implements AutoCloseable {

  private static final Duration BETWEEN_BYTES = Duration.ofSeconds(1);
  private static final Duration ALL_COME_WITHIN = Duration.ofSeconds(12);
  private static final int OF_ONE_ADDRESS = 20;
  private static final String HEAD = "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\n";
  private static final String BODY_FOLLOWS =
      "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n";

  private final int port;
  private final List<Sender> senders = new ArrayList<>();
  private final Thread thread;
  private volatile boolean closed;
  private final AtomicInteger come = new AtomicInteger();
  private final AtomicLong cutOff = new AtomicLong();
  private final AtomicLong longestHeldNanos = new AtomicLong();

  /** Starts so many against a port of this machine. */
  SlowSenders(int count, int port) {
    this.port = port;
    long begun = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long comes = begun + ALL_COME_WITHIN.toNanos() * i / count;
      senders.add(new Sender(2 + i / OF_ONE_ADDRESS, i % 2 == 0, comes));
    }
    this.thread = Thread.ofPlatform().daemon().name("slow-senders").start(this::run);
  }

  /** Whether each has come once. */
  boolean haveAllCome() {
    return come.get() >= senders.size();
  }

  /** How often one was cut off. */
  long cutOff() {
    return cutOff.get();
  }

  /** The longest that one held a connection. */
  Duration longestHeld() {
    return Duration.ofNanos(longestHeldNanos.get());
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One after the other, spread over the second: who is slow is not so in step with others. */
  private void run() {
    long next = System.nanoTime();
    while (!closed) {
      if (senders.isEmpty()) {
        LockSupport.park();
        continue;
      }
      for (Sender sender : senders) {
        next += BETWEEN_BYTES.toNanos() / senders.size();
        for (long left = next - System.nanoTime();
            left > 0 && !closed;
            left = next - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        sender.step();
      }
    }
    senders.forEach(Sender::leave);
  }

  private final class Sender {

    private final int address;
    private final boolean inBody;
    private final long comes;
    private @Nullable SocketChannel channel;
    private long since;

    private Sender(int address, boolean inBody, long comes) {
      this.address = address;
      this.inBody = inBody;
      this.comes = comes;
    }

    private void step() {
      SocketChannel open = channel;
      try {
        if (open == null) {
          if (System.nanoTime() - comes >= 0) {
            connect();
          }
        } else if (open.read(ByteBuffer.allocate(1024)) != 0) {
          leave();
          cutOff.incrementAndGet();
        } else {
          open.write(ByteBuffer.wrap(new byte[] {'x'}));
          longestHeldNanos.accumulateAndGet(System.nanoTime() - since, Math::max);
        }
      } catch (IOException e) {
        leave();
        cutOff.incrementAndGet();
      }
    }

    private void connect() throws IOException {
      SocketChannel opened = SocketChannel.open();
      channel = opened;
      opened.bind(new InetSocketAddress(loopback(address), 0));
      opened.connect(new InetSocketAddress(loopback(1), port));
      opened.configureBlocking(false);
      String begin = inBody ? HEAD + BODY_FOLLOWS : HEAD + "X-Slow: ";
      opened.write(ByteBuffer.wrap(begin.getBytes(US_ASCII)));
      since = System.nanoTime();
      come.incrementAndGet();
    }

    private void leave() {
      SocketChannel open = channel;
      channel = null;
      if (open != null) {
        try {
          open.close();
        } catch (IOException e) {
          // it is gone either way
        }
      }
    }
  }

  private static InetAddress loopback(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }
}
