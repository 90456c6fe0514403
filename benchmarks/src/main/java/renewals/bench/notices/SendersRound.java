package renewals.bench.notices;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import renewals.bench.load.BenchException;
import renewals.bench.micro.CataloguedSchemas;
import renewals.kit.kafka.LastingProducer;
import renewals.kit.sandbox.ServiceClock;
import renewals.kit.tracing.Tracing;
import renewals.notifier.senders.NoticeSenders;
import renewals.notifier.senders.SenderSettings;
import renewals.notifier.senders.dispatch.AnsweredTries;
import renewals.notifier.senders.dispatch.DueNotices;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.TopicIds;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;

/**
 * Fresh senders with their usual settings, quick receivers on loopback addresses of their own, and
 * silent ones. Kafka is left out: what is measured is from handing a notice over until its receiver
 * has it.
 */
final class SendersRound implements AutoCloseable {

  private static final int QUICK = 20;
  private static final Duration WARM_UP = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private final CataloguedSchemas schemas = new CataloguedSchemas();
  private final WireWriter<NoticeDue> writer =
      WireWriter.of(schemas, Topics.NOTICES_DUE, new NoticeDue());
  private final HandedConsumer consumer = new HandedConsumer();
  private final Map<String, Long> handed = new ConcurrentHashMap<>();

  private final Histogram waited = new ConcurrentHistogram(3);
  private final List<HttpServer> quick = new ArrayList<>();
  private final List<ServerSocket> silent = new ArrayList<>();
  private final ConcurrentLinkedQueue<Socket> held = new ConcurrentLinkedQueue<>();
  private final Disturbance disturbance;
  private volatile long countFrom = Long.MAX_VALUE;
  private int number;

  private SendersRound(Disturbance disturbance) {
    this.disturbance = disturbance;
  }

  /** Takes results of tries that end after the round, too. */
  private static final class UnclosedProducer extends MockProducer<byte[], byte[]> {

    UnclosedProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void close(Duration timeout) {
      flush();
    }
  }

  /**
   * How long notices to quick receivers took, in nanoseconds.
   *
   * @param isEachToCome whether one that never comes is a failure: it found no room, as some do
   *     before code is compiled, and nobody here hands it over again
   */
  static Histogram run(Disturbance disturbance, int rate, Duration duration, boolean isEachToCome)
      throws IOException, InterruptedException {
    try (SendersRound round = new SendersRound(disturbance)) {
      round.openReceivers();
      round.send(rate, duration, isEachToCome);
      return round.waited;
    }
  }

  private void send(int rate, Duration duration, boolean isEachToCome) throws InterruptedException {
    try (NoticeSenders senders =
        new NoticeSenders(
            new SenderSettings(256, 16, 8, 1000, Duration.ofMillis(100)),
            UsualChannels.webhooks(TIMEOUT),
            new DueNotices(consumer, TopicIds.NONE, AnsweredTries.none()),
            new LastingProducer<>(UnclosedProducer::new),
            schemas,
            new SimpleMeterRegistry(),
            ServiceClock.wall(),
            Tracing.OFF,
            e -> {
              throw new BenchException("senders ended: " + e);
            })) {
      senders.start();
      long began = System.nanoTime();
      countFrom = began + WARM_UP.toNanos();
      long end = began + duration.toNanos();
      long step = Duration.ofSeconds(1).toNanos() / rate;
      for (long due = began; due < end; due += step) {
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
        }
        handOver(number);
        number++;
      }
      if (isEachToCome) {
        awaitLast();
      }
    }
  }

  private void handOver(int n) {
    String id = "Q/" + n;
    if (disturbance.hosts() > 0) {
      int at = n % silent.size();
      int host = at / disturbance.ports();
      consumer.hand(bytes("S/" + n, disturbance.merchants().apply(host), urlOf(silent.get(at))));
    }
    byte[] notice = bytes(id, "quick-" + n % QUICK, urlOf(quick.get(n % QUICK)));
    handed.put(id, System.nanoTime());
    consumer.hand(notice);
  }

  private void awaitLast() throws InterruptedException {
    long patience = System.nanoTime() + TIMEOUT.multipliedBy(3).toNanos();
    while (!handed.isEmpty()) {
      if (System.nanoTime() > patience) {
        throw new BenchException(handed.size() + " notices never came");
      }
      Thread.sleep(1);
    }
  }

  private byte[] bytes(String id, String merchant, String url) {
    return writer.write(
        NoticeDue.newBuilder()
            .setNoticeId(id)
            .setMerchantId(merchant)
            .setKind("ACTIVATED")
            .setChannel(NoticeChannel.WEBHOOK)
            .setAttempt(1)
            .setTarget(url)
            .setSecretRef("all")
            .setSubject("")
            .setBody("{}")
            .setAt(Instant.now())
            .build());
  }

  private void openReceivers() throws IOException {
    for (int i = 0; i < QUICK; i++) {
      HttpServer server = HttpServer.create(on("127.0.1." + (i + 1)), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            took(exchange.getRequestHeaders().getFirst("webhook-id"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
          });
      server.start();
      quick.add(server);
    }
    for (int host = 0; host < disturbance.hosts(); host++) {
      for (int port = 0; port < disturbance.ports(); port++) {
        ServerSocket socket = new ServerSocket();
        socket.bind(on(Disturbance.addressOf(host)));
        silent.add(socket);
        Thread.ofVirtual().start(() -> holdAll(socket));
      }
    }
  }

  private void took(String id) {
    Long at = handed.remove(id);
    if (at != null && at >= countFrom) {
      waited.recordValue(System.nanoTime() - at);
    }
  }

  private void holdAll(ServerSocket socket) {
    try {
      while (true) {
        held.add(socket.accept());
      }
    } catch (IOException e) {
      // the round is over
    }
  }

  private static InetSocketAddress on(String address) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), 0);
  }

  private static String urlOf(HttpServer server) {
    return urlOf(server.getAddress().getHostString(), server.getAddress().getPort());
  }

  private static String urlOf(ServerSocket socket) {
    return urlOf(socket.getInetAddress().getHostAddress(), socket.getLocalPort());
  }

  private static String urlOf(String host, int port) {
    return "http://%s:%d/".formatted(host, port);
  }

  @Override
  public void close() throws IOException {
    quick.forEach(server -> server.stop(0));
    for (ServerSocket socket : silent) {
      socket.close();
    }
    for (Socket socket : held) {
      socket.close();
    }
  }
}
