package renewals.stack.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.client.Acknowledgement;
import renewals.client.EventIds;
import renewals.client.EventPublisher;
import renewals.client.UnavailableException;
import renewals.kit.Health;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.producer.access.NoticeRefusals;
import renewals.producer.callback.config.CallbackSettings;
import renewals.producer.http.CallbackApi;
import renewals.producer.intake.Intake;
import renewals.schemas.json.EventType;
import renewals.testing.HandClock;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Message;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Refund;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.v1.PaymentEvent;

/**
 * Three channels tell of payments and refunds in any order, each notice twice, with their own
 * pauses between tries, while Kafka is away now and then and keys change; strangers forge notices
 * meanwhile. Time is made up. Against the rules, every payment counts once and so does every
 * refund.
 */
class NoticesInAnyOrderTest {

  /** With {@code -Dnotices.orders=820} some ten thousand notices are sent. */
  private static final int ORDERS = Integer.getInteger("notices.orders", 40);

  /** An hour each, and an hour between two: shorter than any channel goes on trying. */
  private static final int OUTAGES = 8;

  private static final Duration OUTAGE = Duration.ofHours(1);
  private static final Instant BEGIN = Instant.parse("2026-03-02T02:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);

  private final long seed = Long.getLong("notices.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final HandClock clock = new HandClock(BEGIN);
  private final List<PaymentEvent> published = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();
  private final PriorityQueue<Try> tries =
      new PriorityQueue<>(Comparator.comparing(Try::at).thenComparingInt(Try::number));
  private final List<Instant> outages = new ArrayList<>();
  private int numbered;
  private int sent;
  private int givenUp;
  private int forged;
  private PlayedChannels channels;
  private ServiceHttp http;
  @TempDir private Path folder;

  /** What a channel knows of an order, which is the truth. */
  private record Order(String provider, Payment payment, boolean paid, long refunded) {}

  /** One try of a notice. */
  private record Try(
      Instant at, int number, String provider, Message message, int before, boolean real) {}

  @BeforeEach
  void start() {
    channels = new PlayedChannels(folder);
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Intake intake = PlayedChannels.intake(publisher(), clock, metrics);
    CallbackApi api =
        new CallbackApi(
            CallbackSettings.read(Settings.of(channels.settings())),
            intake,
            new NoticeRefusals(metrics, 1),
            metrics,
            clock);
    http = ServiceHttp.start("127.0.0.1", 0, new Health(metrics), metrics, api::addTo);
  }

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void shouldCountEachPaymentAndEachRefundOnce() throws Exception {
    for (int i = 0; i < OUTAGES; i++) {
      outages.add(BEGIN.plus(OUTAGE.multipliedBy(3L * i)).plusSeconds(random.nextInt(3600)));
    }
    for (int i = 0; i < ORDERS; i++) {
      plan(i);
    }
    boolean rotated = false;
    while (!tries.isEmpty()) {
      Try next = tries.poll();
      clock.advance(Duration.between(clock.instant(), next.at()));
      if (!rotated && next.at().isAfter(BEGIN.plus(DAY.dividedBy(2)))) {
        channels.rotate();
        rotated = true;
      }
      send(next);
    }

    System.out.printf(
        "%d notices of %d orders and %d forged ones, %d facts in Kafka, seed %d%n",
        sent, ORDERS, forged, published.size(), seed);
    assertThat(sent).as("seed %d", seed).isGreaterThan(3 * ORDERS);
    assertThat(forged).as("seed %d", seed).isPositive();
    assertThat(givenUp).as("notices of which no try is left, seed %d", seed).isZero();
    Map<String, RulesOfOne> rules = judge();
    for (Order order : orders) {
      RulesOfOne judged = rules.get(order.payment().order());
      assertThat(judged).as("%s, seed %d", order, seed).isNotNull();
      assertThat(judged.settled())
          .as("%s, seed %d", order, seed)
          .isEqualTo(order.paid() ? order.payment().fen() : 0);
      assertThat(judged.refunded()).as("%s, seed %d", order, seed).isEqualTo(order.refunded());
    }
    assertThat(published)
        .as("no other renewal was told of, seed %d", seed)
        .allMatch(event -> rules.containsKey(event.getRenewalId()))
        .noneMatch(event -> event.getRenewalId().startsWith("FORGED"));
  }

  /** An order, paid or not, of which up to three times something goes back. */
  private void plan(int number) {
    String provider = PlayedChannels.PROVIDERS.get(number % PlayedChannels.PROVIDERS.size());
    ChannelDouble channel = channels.of(provider);
    Instant at = randomTime();
    long fen = 1L + random.nextInt(100_000);
    Payment payment = new Payment("R-" + number, "42" + number, fen, at);
    boolean paid = random.nextInt(10) > 0;
    if (!paid) {
      orders.add(new Order(provider, payment, false, 0));
      tell(provider, at, channel.closed(payment));
      return;
    }
    tell(provider, at, channel.paid(payment));
    long back = 0;
    Instant when = at;
    for (int i = random.nextInt(4); i > 0 && back < fen; i--) {
      long now = i == 1 ? fen - back : 1 + random.nextLong(fen - back);
      back += now;
      when = when.plusSeconds(1 + random.nextInt(7200));
      tell(
          provider,
          when,
          channel.refunded(payment, new Refund("50%d-%d".formatted(number, i), now, back, when)));
    }
    orders.add(new Order(provider, payment, true, back));
    if (number % 8 == 0) {
      forge(provider, payment);
    }
  }

  /** Twice, each by itself, and late. */
  private void tell(String provider, Instant at, Message message) {
    for (int i = 0; i < 2; i++) {
      Instant late = at.plusSeconds(random.nextInt(3600));
      tries.add(new Try(late, numbered++, provider, message, 0, true));
    }
  }

  private void forge(String provider, Payment payment) {
    Payment other = new Payment("FORGED-" + payment.order(), payment.id(), 1, payment.at());
    for (Message message : channels.unproven(provider, payment, other)) {
      tries.add(new Try(randomTime(), numbered++, provider, message, 0, false));
    }
  }

  private void send(Try one) throws Exception {
    ChannelDouble channel = channels.of(one.provider());
    Request request = one.message().sentAt(one.at());
    HttpResponse<String> answer = channels.send(http.port(), one.provider(), request);
    boolean success = channel.isSuccess(answer.statusCode(), answer.body());
    if (!one.real()) {
      forged++;
      assertThat(answer.statusCode()).as("%s, seed %d", request, seed).isEqualTo(401);
      assertThat(success).isFalse();
      return;
    }
    sent++;
    if (success) {
      return;
    }
    assertThat(answer.statusCode()).as("%s, seed %d", request, seed).isEqualTo(503);
    List<Duration> pauses = channel.pauses();
    if (one.before() == pauses.size()) {
      givenUp++;
      return;
    }
    Instant again = one.at().plus(pauses.get(one.before()));
    tries.add(new Try(again, numbered++, one.provider(), one.message(), one.before() + 1, true));
  }

  /** The rules over what lies in Kafka, each renewal being asked for at any moment. */
  private Map<String, RulesOfOne> judge() {
    Map<String, List<PaymentEvent>> byRenewal = new HashMap<>();
    published.forEach(
        event ->
            byRenewal.computeIfAbsent(event.getRenewalId(), id -> new ArrayList<>()).add(event));
    Map<String, RulesOfOne> judged = new HashMap<>();
    for (Order order : orders) {
      List<PaymentEvent> events = byRenewal.getOrDefault(order.payment().order(), List.of());
      judged.put(
          order.payment().order(),
          RulesOfOne.of(
              order.payment().order(),
              order.provider(),
              order.payment().fen(),
              events,
              random.nextInt(events.size() + 1)));
    }
    Set<String> known = new HashSet<>(judged.keySet());
    assertThat(byRenewal.keySet()).as("seed %d", seed).isSubsetOf(known);
    return judged;
  }

  private EventPublisher publisher() {
    return new EventPublisher() {
      @Override
      public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
        if (outages.stream().anyMatch(begin -> isDuring(begin, clock.instant()))) {
          return CompletableFuture.failedFuture(new UnavailableException("away", null));
        }
        synchronized (published) {
          published.add((PaymentEvent) event);
          return CompletableFuture.completedFuture(
              new Acknowledgement(
                  EventIds.of(event), EventType.of(event).topic().name(), 0, published.size()));
        }
      }
    };
  }

  private static boolean isDuring(Instant begin, Instant now) {
    return !now.isBefore(begin) && now.isBefore(begin.plus(OUTAGE));
  }

  private Instant randomTime() {
    return BEGIN.plusSeconds(random.nextLong(DAY.toSeconds()));
  }
}
