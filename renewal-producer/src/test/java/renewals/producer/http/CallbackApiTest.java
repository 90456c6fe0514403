package renewals.producer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static renewals.producer.callback.Notices.CHANNEL;
import static renewals.producer.callback.Notices.NOW;
import static renewals.producer.callback.Notices.PAYMENT;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.client.Acknowledgement;
import renewals.client.EventPublisher;
import renewals.client.RefusedException;
import renewals.kit.Health;
import renewals.kit.Settings;
import renewals.kit.http.ServiceHttp;
import renewals.kit.tracing.Tracing;
import renewals.producer.FakePublisher;
import renewals.producer.access.LoopbackGate;
import renewals.producer.access.NoticeRefusals;
import renewals.producer.callback.Notices;
import renewals.producer.callback.config.CallbackChannel;
import renewals.producer.callback.config.CallbackSettings;
import renewals.producer.domain.CallbackChannels;
import renewals.producer.domain.RecentFacts;
import renewals.producer.intake.Intake;
import renewals.schemas.contract.Violation;
import renewals.schemas.json.EventJson;
import renewals.schemas.trace.TraceContext;
import renewals.testing.channel.ChannelDouble;
import renewals.testing.channel.ChannelDouble.Payment;
import renewals.testing.channel.ChannelDouble.Refund;
import renewals.testing.channel.ChannelDouble.Request;
import renewals.tracing.OtelTracing;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;

class CallbackApiTest {

  private static final Duration LIMIT = Duration.ofSeconds(4);
  private static final Map<String, ChannelDouble> CHANNELS =
      Map.of(
          "wechat-pay", Notices.channel(ChannelDouble.Wechat.class, "wechat-pay"),
          "alipay", Notices.channel(ChannelDouble.Alipay.class, "alipay"),
          "lakala", Notices.channel(ChannelDouble.Lakala.class, "lakala"));

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Tracing tracing =
      OtelTracing.to(SimpleSpanProcessor.create(spans), 1, "renewal-producer");
  private final FakePublisher publisher = new FakePublisher();
  private final List<String> parties = new CopyOnWriteArrayList<>();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private ServiceHttp http;

  @BeforeEach
  void start() {
    start("lakala");
  }

  @AfterEach
  void stop() {
    http.close();
    tracing.close();
  }

  private void start(String provider) {
    if (http != null) {
      http.close();
    }
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    List<CallbackChannel> channels =
        CallbackSettings.read(Settings.of(Notices.settings(channel(provider))));
    Intake intake =
        new Intake(
            noting(),
            new RecentFacts(100),
            clock,
            metrics,
            100,
            new CallbackChannels(Set.of(CHANNEL)));
    CallbackApi callbacks =
        new CallbackApi(channels, intake, new NoticeRefusals(metrics, 1), metrics, clock, tracing);
    http =
        ServiceHttp.start(
            "127.0.0.1",
            0,
            new Health(metrics),
            metrics,
            config -> {
              new IntakeApi(new LoopbackGate(metrics), intake).addTo(config);
              callbacks.addTo(config);
            });
  }

  private static ChannelDouble channel(String provider) {
    ChannelDouble channel = CHANNELS.get(provider);
    assertThat(channel).isNotNull();
    return channel;
  }

  private EventPublisher noting() {
    return new EventPublisher() {
      @Override
      public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
        return publisher.publish(event);
      }

      @Override
      public CompletableFuture<Acknowledgement> publishFor(String partyId, SpecificRecord event) {
        parties.add(partyId);
        return publisher.publish(event);
      }

      @Override
      public CompletableFuture<Acknowledgement> publishTraced(
          Optional<String> partyId, SpecificRecord event, TraceContext trace) {
        partyId.ifPresent(parties::add);
        return publisher.publishTraced(partyId, event, trace);
      }
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wechat-pay | {\"code\":\"SUCCESS\"}",
        "alipay | success",
        "lakala | {\"code\":\"SUCCESS\",\"message\":\"执行成功\"}"
      })
  void shouldPublishAsTheChannelsCallbackAndAnswerInItsWords(String provider, String word)
      throws Exception {
    start(provider);

    HttpResponse<String> answer = post(provider, channel(provider).paid(PAYMENT).sentAt(NOW));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(word);
    assertThat(publisher.taken()).singleElement().isInstanceOf(PaymentEvent.class);
    assertThat(parties).containsExactly("callback:" + CHANNEL);
    assertThat(counted("accepted")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldHaveThePaymentBearTheSpanOfItsNotice(String provider) throws Exception {
    start(provider);
    post(provider, channel(provider).paid(PAYMENT).sentAt(NOW));

    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    SpanData span = spans.getFinishedSpanItems().getFirst();
    assertThat(span.getName()).isEqualTo("POST /v1/callbacks/{provider}/{channelId}");
    assertThat(publisher.traces())
        .containsExactly(
            TraceContext.of(
                span.getTraceId(),
                span.getSpanId(),
                span.getSpanContext().getTraceFlags().asByte()));
  }

  @Test
  void shouldTraceNoNoticeWhoseProofDoesNotHold() throws Exception {
    Request request = channel("lakala").paid(PAYMENT).sentAt(NOW);
    post("lakala", Notices.withBody(request, request.body().replaceFirst("[a-z]", "_")));

    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldAnswer401InTheChannelsWordsWhereTheProofDoesNotHold(String provider) throws Exception {
    start(provider);
    Request request = channel(provider).paid(PAYMENT).sentAt(NOW);

    HttpResponse<String> answer =
        post(provider, Notices.withBody(request, request.body().replaceFirst("[a-z]", "_")));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo(
            provider.equals("alipay")
                ? "failure"
                : "{\"code\":\"FAIL\",\"message\":\"no proof that holds\"}");
    assertThat(publisher.taken()).isEmpty();
    assertThat(counted("unproven")).isEqualTo(1);
    assertThat(metrics.scrape())
        .contains(
            "renewals_intake_refusals_total{party=\"callback:pos-app\",reason=\"signature\"} 1.0");
  }

  @Test
  void shouldAnswer400WhereAProvenNoticeIsNotOurs() throws Exception {
    ChannelDouble.Lakala lakala = (ChannelDouble.Lakala) channel("lakala");

    HttpResponse<String> answer =
        post("lakala", lakala.signed("{\"merchant_no\":\"another\"}", NOW));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            "{\"code\":\"FAIL\",\"message\":"
                + "\"merchant_no is another, expected the one that is configured\"}");
    assertThat(counted("not_ours")).isEqualTo(1);
  }

  @Test
  void shouldAnswer400WhereAFactBreaksTheContract() throws Exception {
    publisher.answerWith(
        event ->
            CompletableFuture.failedFuture(
                new RefusedException(
                    List.of(new Violation("amount.minorUnits", "0", "1 or more")))));

    HttpResponse<String> answer = post("lakala", channel("lakala").paid(PAYMENT).sentAt(NOW));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("amount.minorUnits is 0, expected 1 or more");
  }

  @Test
  void shouldAnswerSuccessAndCountWhereTheOrderIsAnotherBusinesss() throws Exception {
    Payment other = new Payment("shop|4711", "42", 5000, NOW);

    HttpResponse<String> answer = post("lakala", channel("lakala").paid(other).sentAt(NOW));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(publisher.taken()).isEmpty();
    assertThat(counted("another_business")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"alipay,pos-app", "lakala,another", "unionpay,pos-app"})
  void shouldAnswer404WhereThatIsNotConfigured(String provider, String channelId) throws Exception {
    Request request = channel("lakala").paid(PAYMENT).sentAt(NOW);

    assertThat(send("/v1/callbacks/%s/%s".formatted(provider, channelId), request).statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldAnswer405WhereItIsNotPosted() throws Exception {
    HttpRequest get = HttpRequest.newBuilder(uri("/v1/callbacks/lakala/pos-app")).build();

    assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  @Test
  void shouldSayAllFactsOfANoticeBeforeItAnswersSuccess() throws Exception {
    start("alipay");
    BlockingQueue<CompletableFuture<Acknowledgement>> underWay = new LinkedBlockingQueue<>();
    publisher.answerWith(
        event -> {
          CompletableFuture<Acknowledgement> answer = new CompletableFuture<>();
          underWay.add(answer);
          return answer;
        });
    Refund refund = new Refund("1", 1200, 1200, NOW);
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request("alipay", channel("alipay").refunded(PAYMENT, refund).sentAt(NOW)),
            BodyHandlers.ofString());

    CompletableFuture<Acknowledgement> payment = underWay.poll(5, TimeUnit.SECONDS);
    CompletableFuture<Acknowledgement> refunded = underWay.poll(5, TimeUnit.SECONDS);
    assertThat(payment).isNotNull();
    assertThat(refunded).isNotNull();
    payment.complete(new Acknowledgement("payment", "renewal-payments", 0, 0));
    assertThat(answer).isNotDone();
    refunded.complete(new Acknowledgement("refund", "renewal-payments", 0, 1));

    assertThat(answer.get(5, TimeUnit.SECONDS).body()).isEqualTo("success");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wechat-pay", "alipay", "lakala"})
  void shouldAnswer503InTheChannelsWordsWhileKafkaIsAway(String provider) throws Exception {
    start(provider);
    publisher.goAway();

    HttpResponse<String> answer = post(provider, channel(provider).paid(PAYMENT).sentAt(NOW));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(channel(provider).isSuccess(answer.statusCode(), answer.body())).isFalse();
    assertThat(answer.body())
        .isEqualTo(
            provider.equals("alipay")
                ? "failure"
                : "{\"code\":\"FAIL\",\"message\":\"Kafka is away\"}");
  }

  @Test
  void shouldAnswer503WithinItsTimeWhereKafkaNeverAcknowledges() throws Exception {
    publisher.answerWith(event -> new CompletableFuture<>());

    assertThat(timed(() -> post("lakala", channel("lakala").paid(PAYMENT).sentAt(NOW))))
        .isEqualTo(503);
    assertThat(counted("unavailable")).isEqualTo(1);
  }

  @Test
  void shouldAnswer503WithinItsTimeWherePublishingItselfWaits() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    publisher.answerWith(
        event -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return CompletableFuture.completedFuture(publisher.acknowledge(event));
        });
    try {
      assertThat(timed(() -> post("lakala", channel("lakala").paid(PAYMENT).sentAt(NOW))))
          .isEqualTo(503);
    } finally {
      over.countDown();
    }
  }

  @Test
  void shouldAnswer503WithinItsTimeWhereTheBodyDoesNotCome() throws Exception {
    Request request = channel("lakala").paid(PAYMENT).sentAt(NOW);
    long begun = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), http.port())) {
      socket
          .getOutputStream()
          .write(
              """
              POST /v1/callbacks/lakala/pos-app HTTP/1.1\r
              Host: 127.0.0.1\r
              Content-Length: %d\r
              Authorization: %s\r
              \r
              {"""
                  .formatted(request.body().length(), request.headers().get("Authorization"))
                  .getBytes(UTF_8));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 503".length());

      assertThat(new String(status, UTF_8)).isEqualTo("HTTP/1.1 503");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
    }
  }

  @Test
  void shouldRefuseABodyThatIsLargerThanAnEvent() throws Exception {
    Request request =
        ((ChannelDouble.Lakala) channel("lakala")).signed("{" + " ".repeat(70_000) + "}", NOW);

    assertThat(post("lakala", request).statusCode()).isEqualTo(400);
  }

  @Test
  void shouldPassOnWhatContradictsWhatItRemembers() throws Exception {
    Payment other = new Payment("R1", PAYMENT.id(), 4000, PAYMENT.at());

    assertThat(post("lakala", channel("lakala").paid(PAYMENT).sentAt(NOW)).statusCode())
        .isEqualTo(200);
    assertThat(post("lakala", channel("lakala").paid(other).sentAt(NOW)).statusCode())
        .isEqualTo(200);
    assertThat(publisher.taken()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "Via"})
  void shouldTakeCallbacksThroughAProxyWhereNothingElseIs(String header) throws Exception {
    Request request = channel("lakala").paid(PAYMENT).sentAt(NOW);
    HttpRequest event =
        HttpRequest.newBuilder(uri("/v1/payments"))
            .header("Content-Type", "application/json")
            .header(header, "for=192.0.2.1")
            .POST(BodyPublishers.ofString("{}"))
            .build();

    assertThat(post("lakala", Notices.with(request, header, "for=192.0.2.1")).statusCode())
        .isEqualTo(200);
    assertThat(client.send(event, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    assertThat(metrics.scrape())
        .contains("renewals_intake_refusals_total{party=\"-\",reason=\"credential\"} 1.0");
  }

  @ParameterizedTest
  @CsvSource({"pos-app,,400", "pos-app,42,202", "another,,202"})
  void shouldRefuseOthersRefundsOfItsChannelThatNameNoPayment(
      String channelId, String refundOf, int status) throws Exception {
    PaymentEvent refund =
        PaymentEvent.newBuilder()
            .setPaymentId("F1")
            .setRenewalId("R1")
            .setChannelId(channelId)
            .setStatus(PaymentStatus.REFUNDED)
            .setAmount(new Money(100L, "CNY"))
            .setRefundOf(refundOf)
            .setOccurredAt(NOW)
            .build();
    HttpRequest event =
        HttpRequest.newBuilder(uri("/v1/payments"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(EventJson.write(refund)))
            .build();

    HttpResponse<String> answer = client.send(event, BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body().contains("refundOf is nothing")).isEqualTo(status == 400);
    assertThat(
            metrics
                .scrape()
                .contains("renewals_intake_refusals_total{party=\"-\",reason=\"claim\"} 1.0"))
        .isEqualTo(status == 400);
  }

  @Test
  void shouldWriteALineForARefusalAndNotOneForEachOfAFlood() throws Exception {
    Request request = channel("lakala").paid(PAYMENT).sentAt(NOW);
    Request forged = Notices.withBody(request, request.body().replace("R1", "R2"));
    PrintStream usual = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, UTF_8));
    try {
      for (int i = 0; i < 60; i++) {
        assertThat(post("lakala", forged).statusCode()).isEqualTo(401);
      }
      assertThat(post("lakala", request).statusCode()).isEqualTo(200);
    } finally {
      System.setErr(usual);
    }

    assertThat(counted("unproven")).isEqualTo(60);
    assertThat(written.toString(UTF_8).lines().filter(line -> line.contains("refused 401")))
        .hasSizeBetween(1, 40)
        .allMatch(
            line ->
                line.endsWith(
                    "refused 401 signature party=callback:pos-app key=- claim=- address=127.0.0.1"
                        + " the signature does not hold"));
  }

  /** The status of an answer that came in time. */
  private int timed(Callable<HttpResponse<String>> call) throws Exception {
    long begun = System.nanoTime();
    int status = call.call().statusCode();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LIMIT);
    return status;
  }

  private long counted(String result) {
    return (long)
        metrics
            .get("renewals.callback.notices")
            .tag("channel", CHANNEL)
            .tag("result", result)
            .counter()
            .count();
  }

  private HttpResponse<String> post(String provider, Request notice) throws Exception {
    return client.send(request(provider, notice), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String path, Request notice) throws Exception {
    return client.send(request(uri(path), notice), BodyHandlers.ofString());
  }

  private HttpRequest request(String provider, Request notice) {
    return request(uri("/v1/callbacks/%s/%s".formatted(provider, CHANNEL)), notice);
  }

  private static HttpRequest request(URI uri, Request notice) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
    notice.headers().forEach(builder::header);
    return builder.POST(BodyPublishers.ofString(notice.body())).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }
}
