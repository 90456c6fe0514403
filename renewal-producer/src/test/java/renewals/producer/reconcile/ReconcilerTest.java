package renewals.producer.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.client.Acknowledgement;
import renewals.client.EventIds;
import renewals.client.EventPublisher;
import renewals.client.RefusedException;
import renewals.client.UnavailableException;
import renewals.kit.Settings;
import renewals.producer.callback.config.CallbackSettings;
import renewals.producer.callback.notice.RawNotice;
import renewals.producer.callback.query.Exchange;
import renewals.producer.callback.query.OrderQueryRequest;
import renewals.producer.callback.query.QueryFailedException;
import renewals.producer.domain.CallbackChannels;
import renewals.producer.domain.RecentFacts;
import renewals.producer.intake.Intake;
import renewals.producer.reconcile.rules.ReconcileRules;
import renewals.schemas.reconcile.ReconcileDue;
import renewals.schemas.reconcile.ReconcileDue.State;
import renewals.testing.HandClock;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Answer;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Refund;
import renewals.v1.PaymentEvent;

class ReconcilerTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");

  private final HandClock clock = new HandClock(AT.plus(Duration.ofMinutes(10)));
  private final List<PaymentEvent> told = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ReconcileDue due = ReconcileRules.requested("R-1", "lakala-pos", AT);
  private HttpServer queries;
  private ChannelDouble.Lakala channel;
  private boolean isAway;
  private String orders = "{renewalId}_{1..3}";
  private String pattern = "(.+)_[0-9]+";
  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    channel = (ChannelDouble.Lakala) ChannelDouble.of("lakala", folder);
    queries = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answerQueries("WAITING_FOR_PAYMENT", 0, "\"waitingFor\":[\"PAYMENT\"],\"timeline\":[]");
    queries.start();
  }

  @AfterEach
  void stop() {
    queries.stop(0);
  }

  @Test
  void shouldTellWhatItLearntBeforeAQuestionThatGetsNoAnswer() {
    channel.book(new Payment("R-1_1", "421", 5000, AT));

    assertThatThrownBy(() -> reconciler(this::answered, "BBS00101").look(due))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("BBS00101 to order R-1_2");

    assertThat(told).extracting(PaymentEvent::getPaymentId).containsExactly("421");
    assertThat(count("told")).isEqualTo(1);
    assertThat(count("failed")).isEqualTo(1);
  }

  @Test
  void shouldListWhatGotNoAnswerForAWeek() throws Exception {
    clock.advance(Duration.ofDays(7));

    ReconcileDue listed = reconciler(this::answered, "BBS00101").look(due).orElseThrow();

    assertThat(listed.state()).isEqualTo(State.UNKNOWN);
    assertThat(listed.why()).contains("no answer that says anything since").contains("BBS00101");
  }

  @Test
  void shouldTakeCodesForAnOrderThatIsNotPaidOrUnderWay() throws Exception {
    assertThat(reconciler(this::answered, "BBS11114").look(due)).isPresent();
    assertThat(count("no_event")).as("a range goes on behind it").isEqualTo(3);

    assertThat(reconciler(this::answered, "BBS11112").look(due)).isPresent();
    assertThat(count("no_event")).as("behind this one too").isEqualTo(6);
    assertThat(told).isEmpty();
  }

  @Test
  void shouldFindThePaidOrderBehindOneThatWasLeftUnpaid() throws Exception {
    channel.bookOpen(new Payment("R-1_1", "421", 5000, AT));
    channel.book(new Payment("R-1_2", "422", 5000, AT));

    assertThat(reconciler(this::answered, "BBS11114").look(due)).isPresent();

    assertThat(told).extracting(PaymentEvent::getPaymentId).containsExactly("422");
  }

  @Test
  void shouldLearnTheMoneyOfARenewalThatWasRefusedMeanwhile() throws Exception {
    answer("REJECTED", 0, "\"waitingFor\":[],\"timeline\":[]");
    channel.book(new Payment("R-1_1", "421", 5000, AT));

    ReconcileDue next = reconciler(this::answered, "BBS11114").look(due).orElseThrow();

    assertThat(told).extracting(PaymentEvent::getPaymentId).containsExactly("421");
    assertThat(next.dueAt()).isEqualTo(AT.plus(Duration.ofHours(1)));
  }

  @Test
  void shouldNotListWhatIsKnownToHaveGoneBack() throws Exception {
    Payment payment = new Payment("R-1_1", "421", 5000, AT);
    channel.book(payment);
    channel.book(payment, new Refund("of-the-console", 5000, 5000, AT.plusSeconds(60)));
    answer("REFUNDED", 0, "\"waitingFor\":[],\"timeline\":[]");

    ReconcileDue next = reconciler(this::answered, "BBS11114").look(due).orElseThrow();

    assertThat(next.state()).isEqualTo(State.WAITING);
    assertThat(told).extracting(PaymentEvent::getPaymentId).containsExactly("421");
  }

  @Test
  void shouldNotTellARenewalOfAnOrderThatIsAnothers() throws Exception {
    orders = "{renewalId},{renewalId}_{1..3}";
    pattern = "(.+?)(?:_[0-9]+)?";
    channel.book(new Payment("R-1_1", "421", 5000, AT));

    ReconcileDue other = ReconcileRules.requested("R-1_1", "lakala-pos", AT);
    assertThat(reconciler(this::answered, "BBS11114").look(other)).isPresent();
    assertThat(told).isEmpty();

    assertThat(reconciler(this::answered, "BBS11114").look(due)).isPresent();
    assertThat(told).extracting(PaymentEvent::getRenewalId).containsExactly("R-1");
  }

  @Test
  void shouldListARenewalOfWhichEachOrderNumberIsReadAsAnothers() throws Exception {
    orders = "{renewalId}";
    pattern = "(.+?)(?:_[0-9]+)?";
    ReconcileDue other = ReconcileRules.requested("R-1_1", "lakala-pos", AT);

    ReconcileDue listed = reconciler(this::answered, "BBS11114").look(other).orElseThrow();

    assertThat(listed.state()).isEqualTo(State.UNKNOWN);
    assertThat(listed.why()).contains("as another renewal's");
  }

  @Test
  void shouldAskAgainWhereKafkaDoesNotTakeTheAnswer() {
    channel.book(new Payment("R-1_1", "421", 5000, AT));
    isAway = true;

    assertThatThrownBy(() -> reconciler(this::answered, "BBS11114").look(due))
        .isInstanceOf(QueryFailedException.class)
        .hasMessageContaining("away");
  }

  @Test
  void shouldListAnAnswerThatTheContractRefuses() throws Exception {
    channel.book(new Payment("R-1_1", "no id of ours", 5000, AT));

    ReconcileDue listed = reconciler(this::answered, "BBS11114").look(due).orElseThrow();

    assertThat(listed.state()).isEqualTo(State.UNKNOWN);
    assertThat(listed.why()).contains("no id of ours");
    assertThat(told).isEmpty();
  }

  @Test
  void shouldKnowWhenAPaymentCameThatMadeTheRenewalUsableAtOnce() throws Exception {
    answer(
        "USABLE",
        5000,
        "\"waitingFor\":[],\"timeline\":[{\"at\":\"2026-03-02T02:05:00Z\",\"what\":\"ACTIVATED\"}]");

    ReconcileDue paid = reconciler(this::answered, "BBS11114").look(due).orElseThrow();

    assertThat(paid.state()).isEqualTo(State.PAID);
    assertThat(paid.paidAt()).isEqualTo(Instant.parse("2026-03-02T02:05:00Z"));
  }

  private void answer(String state, long net, String more) {
    queries.removeContext("/v1/renewals/");
    answerQueries(state, net, more);
  }

  private double count(String result) {
    return meters.get("renewals.reconcile.answers").tag("result", result).counter().count();
  }

  private void answerQueries(String state, long net, String more) {
    byte[] body =
        """
        {"renewalId":"R-1","state":"%s","net":{"minorUnits":%d,"currency":"CNY"},\
        "due":{"minorUnits":5000,"currency":"CNY"},"owed":{"minorUnits":0,"currency":"CNY"},\
        "source":"active",%s}\
        """
            .formatted(state, net, more)
            .getBytes(UTF_8);
    queries.createContext(
        "/v1/renewals/",
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** The double's answer; of an order that isn't in its books one of a code. */
  private Answer answered(OrderQueryRequest request, String code) {
    Answer answer =
        channel.answer(
            request.method(),
            request.uri().getRawPath(),
            request.headers(),
            request.body(),
            clock.instant());
    return answer.body().contains("BBS11114")
        ? channel.answered("{\"code\":\"%s\",\"msg\":\"x\"}".formatted(code), clock.instant())
        : answer;
  }

  /** How a channel answers. */
  private interface Answering {
    Answer to(OrderQueryRequest request, String code);
  }

  private Reconciler reconciler(Answering answering, String code) {
    Map<String, String> settings = new HashMap<>();
    Map<String, String> own = new HashMap<>(channel.settings());
    own.putAll(channel.querySettings("https://channel.example.com"));
    own.put("reconcile.orders", orders);
    own.put("order-pattern", pattern);
    own.forEach((name, value) -> settings.put("callbacks.lakala-pos." + name, value));
    Exchange exchange =
        request -> {
          Answer answer = answering.to(request, code);
          Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
          return new Exchange.Reply(
              answer.status(), new RawNotice(headers, answer.body().getBytes(UTF_8)));
        };
    return new Reconciler(
        CallbackSettings.read(Settings.of(settings)),
        new RenewalQueries(
            "http://127.0.0.1:" + queries.getAddress().getPort(),
            Optional.empty(),
            Optional.empty()),
        exchange,
        new Intake(
            publisher(),
            new RecentFacts(10),
            clock,
            meters,
            10,
            new CallbackChannels(Set.of("lakala-pos"))),
        new ReconcileMetrics(meters),
        clock);
  }

  private EventPublisher publisher() {
    return new EventPublisher() {
      @Override
      public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
        if (isAway) {
          return CompletableFuture.failedFuture(new UnavailableException("away", null));
        }
        PaymentEvent payment = (PaymentEvent) event;
        if (payment.getPaymentId().contains(" ")) {
          return CompletableFuture.failedFuture(new RefusedException(List.of()));
        }
        told.add(payment);
        return CompletableFuture.completedFuture(
            new Acknowledgement(EventIds.of(event), "renewal-payments", 0, 0));
      }
    };
  }
}
