package renewals.stack.callbacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
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
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.config.CallbackSettings;
import renewals.producer.callback.query.QueryFailedException;
import renewals.producer.http.CallbackApi;
import renewals.producer.intake.Intake;
import renewals.producer.reconcile.ReconcileMetrics;
import renewals.producer.reconcile.Reconciler;
import renewals.producer.reconcile.RenewalQueries;
import renewals.producer.reconcile.rules.ReconcileRules;
import renewals.schemas.json.EventType;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.testing.HandClock;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Message;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Refund;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

/**
 * Three channels tell of payments and refunds in any order, each notice twice, while Kafka is away
 * for longer than any of them goes on trying; strangers forge notices meanwhile. Then the channels
 * are asked, for renewals too that were paid by a second order, or refused. Time is made up.
 * Against the rules every payment counts once, and so does every refund that a notice or an answer
 * tells; what is left is on the operators' list.
 */
class ForgottenNoticesTest {

  /** With {@code -Dnotices.orders=1000} some ten thousand notices are sent. */
  private static final int ORDERS = Integer.getInteger("notices.orders", 40);

  private static final Instant BEGIN = Instant.parse("2026-03-02T02:00:00Z");
  private static final Duration DAY = Duration.ofHours(24);
  private static final Duration VALID = Duration.ofDays(30);

  /** From when to when Kafka is away. */
  private static final List<Instant> OUTAGES =
      List.of(
          BEGIN.plus(Duration.ofHours(6)),
          BEGIN.plus(Duration.ofHours(60)),
          BEGIN.plus(Duration.ofDays(19)),
          BEGIN.plus(Duration.ofDays(24)));

  private final long seed = Long.getLong("notices.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final HandClock clock = new HandClock(BEGIN);
  private final Map<String, List<PaymentEvent>> published = new HashMap<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private boolean isListed;
  private final Map<String, Order> orders = new TreeMap<>();
  private final Map<String, ReconcileDue> operators = new TreeMap<>();
  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparing(Step::at).thenComparingInt(Step::number));
  private int numbered;
  private int sent;
  private int givenUp;
  private int forged;
  private int looked;
  private Reconciler reconciler;
  private PlayedChannels channels;
  private ServiceHttp http;
  @TempDir private Path folder;

  /**
   * What a channel knows of an order, which is the truth.
   *
   * @param underNumbers what went back under numbers that the intake can make
   * @param refusedUntil until when its carrier refuses it; empty where it never does
   */
  private record Order(
      String renewalId,
      String provider,
      Payment payment,
      boolean paid,
      long refunded,
      long underNumbers,
      Optional<Instant> refusedUntil) {

    private boolean isRefused(Instant now) {
      return refusedUntil.filter(now::isBefore).isPresent();
    }
  }

  /** A try of a notice, or a look at what is due. */
  private record Step(
      Instant at, int number, @Nullable Notice notice, @Nullable ReconcileDue due) {}

  /** One notice, after so many tries; what has to be answered is 0 where it is in order. */
  private record Notice(String provider, Message message, int before, int refused) {}

  @BeforeEach
  void start() throws IOException {
    channels = new PlayedChannels(folder);
    for (String provider : PlayedChannels.PROVIDERS) {
      ChannelDouble channel = channels.of(provider);
      HttpServer server = channel.serve(clock);
      servers.add(server);
      channels.set(
          provider, channel.querySettings("http://127.0.0.1:" + server.getAddress().getPort()));
    }
    for (String provider : PlayedChannels.PROVIDERS) {
      channels.set(
          provider,
          Map.of("order-pattern", "(.+)_[0-9]", "reconcile.orders", "{renewalId}_{1..3}"));
    }
    // Lakala has no numbers of refunds
    channels.set("wechat-pay", Map.of("reconcile.refunds", "r-{order}_{1..9}"));
    isListed = random.nextBoolean();
    channels.set(
        "alipay",
        Map.of(
            "reconcile.refunds",
            "{order}_{1..9}",
            "reconcile.unnamed",
            isListed ? "listed" : "unseen"));
    List<CallbackChannel> configured = CallbackSettings.read(Settings.of(channels.settings()));
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Intake intake = PlayedChannels.intake(publisher(), clock, metrics);
    CallbackApi api =
        new CallbackApi(configured, intake, new NoticeRefusals(metrics, 1), metrics, clock);
    http = ServiceHttp.start("127.0.0.1", 0, new Health(metrics), metrics, api::addTo);
    HttpServer queries =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    queries.createContext("/v1/renewals/", this::answer);
    queries.start();
    servers.add(queries);
    reconciler =
        new Reconciler(
            configured,
            new RenewalQueries(
                "http://127.0.0.1:" + queries.getAddress().getPort(),
                Optional.empty(),
                Optional.empty()),
            new renewals.producer.reconcile.HttpExchange(),
            intake,
            new ReconcileMetrics(metrics),
            clock);
  }

  @AfterEach
  void stop() {
    http.close();
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void shouldMakeWholeByAskingWhatNoNoticeBrought() throws Exception {
    for (int i = 0; i < ORDERS; i++) {
      plan(i);
    }
    boolean rotated = false;
    while (!steps.isEmpty()) {
      Step next = steps.poll();
      clock.advance(Duration.between(clock.instant(), next.at()));
      if (!rotated && next.at().isAfter(BEGIN.plus(DAY.multipliedBy(2)))) {
        channels.rotate();
        rotated = true;
      }
      if (next.notice() != null) {
        send(next.at(), next.notice());
      }
      if (next.due() != null) {
        look(next.due());
      }
    }

    System.out.printf(
        "%d notices of %d orders, %d given up by their channels, %d forged ones, %d looks,"
            + " %d facts in Kafka, %d renewals for operators, Alipay's parts %s, seed %d%n",
        sent,
        ORDERS,
        givenUp,
        forged,
        looked,
        published.values().stream().mapToInt(List::size).sum(),
        operators.size(),
        isListed ? "listed" : "unseen",
        seed);
    assertThat(givenUp).as("seed %d", seed).isGreaterThan(ORDERS / 4);
    assertThat(forged).as("seed %d", seed).isGreaterThan(ORDERS / 4);
    assertThat(published.keySet()).as("seed %d", seed).isSubsetOf(orders.keySet());
    assertThat(operators).as("nobody can know, seed %d", seed).isNotEmpty();
    for (Order order : orders.values()) {
      RulesOfOne judged = judge(order);
      assertThat(judged.settled())
          .as("%s, seed %d", order, seed)
          .isEqualTo(order.paid() ? order.payment().fen() : 0);
      if (operators.containsKey(order.renewalId())) {
        boolean mayBeWhole = isListed && order.provider().equals("alipay");
        assertThat(mayBeWhole || order.refunded() > 0).as("%s, seed %d", order, seed).isTrue();
        assertThat(judged.refunded())
            .as("%s, seed %d", order, seed)
            .isBetween(order.underNumbers(), order.refunded());
      } else {
        assertThat(judged.refunded()).as("%s, seed %d", order, seed).isEqualTo(order.refunded());
      }
    }
  }

  /**
   * A renewal, paid or not, of which up to three times something goes back, soon or late. Of some a
   * first attempt at paying was left; some are refused before they are paid, for half an hour or
   * for good, and no notice ever tells that money came.
   */
  private void plan(int number) {
    String provider = PlayedChannels.PROVIDERS.get(number % PlayedChannels.PROVIDERS.size());
    ChannelDouble channel = channels.of(provider);
    Instant at = BEGIN.plusSeconds(random.nextLong(DAY.toSeconds()));
    long fen = 1L + random.nextInt(100_000);
    String renewalId = "R-" + number;
    boolean isSecond = number % 4 == 1;
    if (isSecond) {
      channel.bookOpen(new Payment(renewalId + "_1", "41" + number, fen, at.minusSeconds(50)));
    }
    Payment payment = new Payment(renewalId + (isSecond ? "_2" : "_1"), "42" + number, fen, at);
    Optional<Instant> refusedUntil =
        number % 5 != 2
            ? Optional.empty()
            : Optional.of(number % 2 == 0 ? Instant.MAX : at.plus(Duration.ofMinutes(30)));
    boolean paid = random.nextInt(10) > 0;
    look(at.minusSeconds(60), ReconcileRules.requested(renewalId, provider, at.minusSeconds(60)));
    if (!paid) {
      orders.put(renewalId, new Order(renewalId, provider, payment, false, 0, 0, refusedUntil));
      channel.bookClosed(payment);
      tell(provider, at, channel.closed(payment));
      return;
    }
    channel.book(payment);
    if (refusedUntil.isEmpty()) {
      tell(provider, at, channel.paid(payment));
    }
    long back = 0;
    long underNumbers = 0;
    // of what is refused for good nobody knows an end, before which it would be asked for late ones
    boolean isLate = random.nextInt(4) == 0 && refusedUntil.isEmpty();
    Instant when = isLate ? at.plus(DAY.multipliedBy(20)) : at;
    int numbers = 0;
    int refunds = random.nextInt(4);
    for (int i = 1; i <= refunds && back < fen; i++) {
      boolean isWhole = i == refunds && random.nextBoolean();
      long now = isWhole ? fen - back : 1 + random.nextLong(fen - back);
      // of a part that Alipay gave back under another number no answer says anything
      boolean isHinted = !provider.equals("alipay") || isListed || back + now == fen;
      boolean isNumbered = !isHinted || random.nextInt(3) > 0;
      String id =
          isNumbered
              ? "%s_%d".formatted(payment.order(), ++numbers)
              : "%s-x%d".formatted(payment.order(), i);
      back += now;
      underNumbers += isNumbered && !provider.equals("lakala") ? now : 0;
      when = when.plusSeconds(1 + random.nextInt(7200));
      Refund refund = new Refund(id, now, back, when);
      channel.book(payment, refund);
      tell(provider, when, channel.refunded(payment, refund));
    }
    orders.put(
        renewalId, new Order(renewalId, provider, payment, true, back, underNumbers, refusedUntil));
    if (number % 8 == 0) {
      forge(provider, payment);
    }
  }

  private void look(Instant at, ReconcileDue due) {
    Instant when = due.lookAt().orElse(at);
    steps.add(new Step(at.isBefore(when) ? when : at, numbered++, null, due));
  }

  /** Twice, each by itself, and late. */
  private void tell(String provider, Instant at, Message message) {
    for (int i = 0; i < 2; i++) {
      Instant late = at.plusSeconds(random.nextInt(3600));
      steps.add(new Step(late, numbered++, new Notice(provider, message, 0, 0), null));
    }
  }

  private void forge(String provider, Payment payment) {
    Payment other = new Payment("FORGED-" + payment.order(), payment.id(), 1, payment.at());
    for (Message message : channels.unproven(provider, payment, other)) {
      refuse(provider, message, 401);
    }
    refuse(provider, ofAnotherMerchant(provider, other), 400);
  }

  private void refuse(String provider, Message message, int status) {
    Instant at = BEGIN.plusSeconds(random.nextLong(DAY.toSeconds()));
    steps.add(new Step(at, numbered++, new Notice(provider, message, 0, status), null));
  }

  /** A channel signs for all its merchants by one key. */
  private Message ofAnotherMerchant(String provider, Payment payment) {
    return switch (channels.of(provider)) {
      case ChannelDouble.Wechat wechat ->
          now ->
              wechat.notice(
                  "TRANSACTION.SUCCESS",
                  "transaction",
                  """
                  {"mchid":"1900000999","appid":"wxd678efh567hg6787","out_trade_no":"%s",\
                  "transaction_id":"%s","trade_state":"SUCCESS",\
                  "success_time":"2026-03-02T10:00:00+08:00",\
                  "amount":{"total":1,"payer_total":1,"currency":"CNY","payer_currency":"CNY"}}\
                  """
                      .formatted(payment.order(), payment.id()),
                  now);
      case ChannelDouble.Alipay alipay ->
          now -> {
            Map<String, String> fields = ChannelDouble.Alipay.trade(payment, "TRADE_SUCCESS", now);
            fields.put("seller_id", "2088000000000999");
            return alipay.form(fields);
          };
      case ChannelDouble.Lakala lakala ->
          now ->
              lakala.signed(
                  lakala
                      .order(payment, "2", "PAY", payment.id() + "-t", 1, now)
                      .body()
                      .replace("82229007392000A", "82229007392000B"),
                  now);
      default -> throw new IllegalStateException(provider);
    };
  }

  private void look(ReconcileDue due) {
    looked++;
    try {
      Optional<ReconcileDue> next = reconciler.look(due);
      if (next.isPresent() && next.get().state() == ReconcileDue.State.UNKNOWN) {
        operators.put(due.renewalId(), next.get());
      }
      next.filter(later -> later.lookAt().isPresent())
          .ifPresent(later -> look(clock.instant(), later));
    } catch (QueryFailedException e) {
      assertThat(isAway()).as("%s, seed %d", e, seed).isTrue();
      steps.add(new Step(clock.instant().plus(Duration.ofHours(12)), numbered++, null, due));
    }
  }

  private void send(Instant at, Notice notice) throws Exception {
    ChannelDouble channel = channels.of(notice.provider());
    Request request = notice.message().sentAt(at);
    HttpResponse<String> answer = channels.send(http.port(), notice.provider(), request);
    boolean success = channel.isSuccess(answer.statusCode(), answer.body());
    if (notice.refused() > 0) {
      forged++;
      assertThat(answer.statusCode()).as("%s, seed %d", request, seed).isEqualTo(notice.refused());
      assertThat(success).isFalse();
      return;
    }
    sent++;
    if (success) {
      return;
    }
    assertThat(answer.statusCode()).as("%s, seed %d", request, seed).isEqualTo(503);
    List<Duration> pauses = channel.pauses();
    if (notice.before() == pauses.size()) {
      givenUp++;
      return;
    }
    steps.add(
        new Step(
            at.plus(pauses.get(notice.before())),
            numbered++,
            new Notice(notice.provider(), notice.message(), notice.before() + 1, 0),
            null));
  }

  /** The rules over what lies in Kafka, the renewal being asked for at any moment. */
  private RulesOfOne judge(Order order) {
    String renewalId = order.renewalId();
    List<PaymentEvent> events = published.getOrDefault(renewalId, List.of());
    return RulesOfOne.of(
        renewalId,
        order.provider(),
        order.payment().fen(),
        events,
        random.nextInt(events.size() + 1));
  }

  /** activation-stream's word, which is that of the rules. */
  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    Order order = orders.get(path.substring(path.lastIndexOf('/') + 1));
    RulesOfOne judged = judge(order);
    long due = order.payment().fen();
    long net = judged.settled() - judged.refunded();
    boolean isRefunded = judged.settled() > 0 && net == 0;
    boolean isPaid = net >= due;
    boolean isRefused = order.isRefused(clock.instant());
    Optional<Instant> paidAt =
        published.getOrDefault(order.renewalId(), List.of()).stream()
            .filter(event -> !isRefused && event.getStatus() == PaymentStatus.SETTLED)
            .map(PaymentEvent::getOccurredAt)
            .findFirst();
    String body =
        """
        {"renewalId":"x","state":"%s","net":%s,"due":%s,"owed":%s,"waitingFor":[%s],\
        "timeline":[%s]%s,"source":"active"}\
        """
            .formatted(
                isRefused
                    ? "REJECTED"
                    : isRefunded ? "REFUNDED" : isPaid ? "USABLE" : "WAITING_FOR_PAYMENT",
                money(net),
                money(due),
                money(0),
                isRefused || isRefunded || isPaid ? "" : "\"PAYMENT\"",
                paidAt
                    .map(
                        at ->
                            "{\"at\":\"%s\",\"occurredAt\":\"%s\",\"what\":\"PAID\"}"
                                .formatted(at, at))
                    .orElse(""),
                paidAt.map(at -> ",\"validUntil\":\"%s\"".formatted(at.plus(VALID))).orElse(""));
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String money(long fen) {
    return "{\"minorUnits\":%d,\"currency\":\"CNY\"}".formatted(fen);
  }

  private EventPublisher publisher() {
    return new EventPublisher() {
      @Override
      public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
        if (isAway()) {
          return CompletableFuture.failedFuture(new UnavailableException("away", null));
        }
        PaymentEvent payment = (PaymentEvent) event;
        synchronized (published) {
          published.computeIfAbsent(payment.getRenewalId(), id -> new ArrayList<>()).add(payment);
        }
        return CompletableFuture.completedFuture(
            new Acknowledgement(EventIds.of(event), EventType.of(event).topic().name(), 0, 0));
      }
    };
  }

  private boolean isAway() {
    Instant now = clock.instant();
    for (int i = 0; i < OUTAGES.size(); i += 2) {
      if (!now.isBefore(OUTAGES.get(i)) && now.isBefore(OUTAGES.get(i + 1))) {
        return true;
      }
    }
    return false;
  }
}
