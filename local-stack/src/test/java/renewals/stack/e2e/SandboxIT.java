package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.kit.sandbox.ClockAnswer;
import renewals.kit.sandbox.ServiceClock;
import renewals.schemas.Topics;
import renewals.stack.LocalStack;
import renewals.stack.Platform;
import renewals.stack.Service;
import renewals.stack.StackPlan;
import renewals.stack.StackPlan.StackPorts;
import renewals.stack.sandbox.SandboxPlan;
import renewals.streams.tail.CommittedConsumers;
import renewals.testing.Patience;

/** A whole sandbox, whose clock is moved over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxIT {

  private static final Instant BEGINS = Instant.parse("2026-01-01T00:00:00Z");

  private static final int PARTITIONS = 2;
  private static final int MOVES = 10;

  /** Nothing is said of it. */
  private static final long NOT_PAID = 3000;

  private static final String APPROVED_AT_ONCE = "89860012345678900016";

  /** Paid after two hours. */
  private static final long SLOWLY_PAID = 3002;

  /** Approved after three. */
  private static final String SLOWLY_APPROVED = "89860012345678900024";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private LocalStack stack;

  @BeforeAll
  void start() {
    stack =
        LocalStack.start(
            new StackPlan(
                Platform.folder(),
                StackPorts.FREE,
                PARTITIONS,
                1,
                Map.of(),
                false,
                Optional.of(new SandboxPlan(0, Optional.of(BEGINS)))),
            step -> {});
  }

  @AfterAll
  void stop() {
    client.close();
    stack.close();
  }

  @Test
  void shouldBeLaterForEveryServiceOnceAMoveIsAnswered() throws Exception {
    Instant before = now();

    JsonNode moved = post(stack.clockUrl().orElseThrow(), "{\"by\": \"PT1H\"}");

    assertThat(Instant.parse(moved.path("now").asText()))
        .isBetween(before.plus(Duration.ofHours(1)), before.plus(Duration.ofMinutes(65)));
    for (Service service : Service.values()) {
      JsonNode there = get(stack.url(service) + ClockAnswer.PATH);
      assertThat(there.path("moves").asInt())
          .as("%s", service)
          .isEqualTo(moved.path("moves").asInt());
      assertThat(Instant.parse(there.path("now").asText()))
          .as("%s", service)
          .isAfterOrEqualTo(before.plus(Duration.ofHours(1)));
    }
  }

  @Test
  void shouldHaveSlowPartnersAnswerAtTheirTimeInAMoveThatGoesBeyond() throws Exception {
    Instant asked = now();
    post(stack.url(Service.PRODUCER) + "/v1/renewals", request("S-1", asked));

    post(stack.clockUrl().orElseThrow(), "{\"by\": \"PT5H\"}");
    Patience.await("the card is usable", () -> isUsable("S-1"));

    JsonNode renewal = get(stack.url(Service.ACTIVATION) + "/v1/renewals/S-1");
    Instant heard = timeOf(renewal, "ACCEPTED");
    assertThat(heard).isBetween(asked, asked.plusSeconds(60));
    assertThat(timeOf(renewal, "PAID"))
        .isBetween(heard.plus(Duration.ofHours(2)), heard.plus(Duration.ofMinutes(121)));
    assertThat(timeOf(renewal, "ACTIVATED"))
        .isBetween(heard.plus(Duration.ofHours(3)), heard.plus(Duration.ofMinutes(181)));
  }

  @Test
  void shouldHaveWhoReadsAlongAgreeWithWhoReadsLaterOnWhatComesDuringMoves() throws Exception {
    AtomicBoolean isMoving = new AtomicBoolean(true);
    AtomicInteger asked = new AtomicInteger();
    CompletableFuture<Void> asking =
        CompletableFuture.runAsync(
            () -> {
              while (isMoving.get()) {
                ask("S-during-" + asked.get());
                asked.incrementAndGet();
              }
            });
    for (int i = 0; i < MOVES; i++) {
      int before = asked.get();
      Patience.await("one more is asked for", () -> asked.get() > before || asking.isDone());
      post(stack.clockUrl().orElseThrow(), "{\"by\": \"PT1H\"}");
    }
    isMoving.set(false);
    asking.get(1, TimeUnit.MINUTES);
    int count = asked.get();

    Map<String, Instant> later = requestsReadNow();
    for (int i = 0; i < count; i++) {
      String renewalId = "S-during-" + i;
      Patience.await("it is known", () -> isKnown(renewalId));
      JsonNode renewal = get(stack.url(Service.ACTIVATION) + "/v1/renewals/" + renewalId);
      assertThat(timeOf(renewal, "ACCEPTED")).as(renewalId).isEqualTo(later.get(renewalId));
    }
    assertThat(later.get("S-during-" + (count - 1)))
        .isAfter(later.get("S-during-0").plus(Duration.ofHours(MOVES - 2)));
  }

  private void ask(String renewalId) {
    try {
      post(
          stack.url(Service.PRODUCER) + "/v1/renewals",
          request(renewalId, APPROVED_AT_ONCE, NOT_PAID, now()));
    } catch (Exception e) {
      throw new AssertionError(renewalId, e);
    }
  }

  private Map<String, Instant> requestsReadNow() {
    Map<String, Instant> at = new HashMap<>();
    try (ServiceClock clock = ServiceClock.open(stack.settings());
        Consumer<byte[], byte[]> consumer =
            new CommittedConsumers(
                    stack.settings().text("kafka.bootstrap.servers", ""), Map.of(), clock)
                .get()) {
      List<TopicPartition> partitions =
          IntStream.range(0, PARTITIONS)
              .mapToObj(each -> new TopicPartition(Topics.RENEWAL_REQUESTS.name(), each))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record ->
                    at.put(
                        new String(record.key(), StandardCharsets.UTF_8),
                        Instant.ofEpochMilli(record.timestamp())));
      }
    }
    return at;
  }

  @Test
  void shouldGoOnThoughAnAnswerWouldHaveTooLongAnId() throws Exception {
    post(stack.url(Service.PRODUCER) + "/v1/renewals", request("S-" + "9".repeat(60), now()));
    Instant before = now();

    JsonNode moved = post(stack.clockUrl().orElseThrow(), "{\"by\": \"PT5H\"}");

    assertThat(Instant.parse(moved.path("now").asText()))
        .isAfterOrEqualTo(before.plus(Duration.ofHours(5)));
  }

  @Test
  void shouldRefuseToSetTheClockBack() throws Exception {
    JsonNode refused = post(stack.clockUrl().orElseThrow(), "{\"now\": \"2025-12-31T00:00Z\"}");

    assertThat(refused.path("code").asText()).isEqualTo("BODY_REFUSED");
    assertThat(refused.path("detail").asText())
        .contains("is past in the sandbox, expected no earlier");
  }

  @Test
  void shouldSayOnItsPagesThatItIsASandbox() throws Exception {
    for (String page : List.of(stack.pageUrl(), stack.opsUrl())) {
      assertThat(text(page))
          .as(page)
          .contains("class=\"sandbox\"", now().toString().substring(0, 7));
    }
  }

  private Instant now() throws Exception {
    return Instant.parse(get(stack.clockUrl().orElseThrow()).path("now").asText());
  }

  private boolean isUsable(String renewalId) {
    return stateOf(renewalId).equals("USABLE");
  }

  private boolean isKnown(String renewalId) {
    return !stateOf(renewalId).isEmpty();
  }

  private String stateOf(String renewalId) {
    try {
      return get(stack.url(Service.ACTIVATION) + "/v1/renewals/" + renewalId)
          .path("state")
          .asText();
    } catch (Exception e) {
      return "";
    }
  }

  private static Instant timeOf(JsonNode renewal, String what) {
    for (JsonNode entry : renewal.path("timeline")) {
      if (entry.path("what").asText().equals(what)) {
        return Instant.parse(entry.path("at").asText());
      }
    }
    throw new AssertionError("no " + what + " in " + renewal);
  }

  private static String request(String renewalId, Instant now) {
    return request(renewalId, SLOWLY_APPROVED, SLOWLY_PAID, now);
  }

  private static String request(String renewalId, String iccid, long minorUnits, Instant now) {
    return """
        {"renewalId": "%s", "channelId": "my-channel", "carrierId": "cmcc", "merchantId": "M-1",
         "terminalId": "T-1", "iccid": "%s",
         "plan": {"planId": "p1", "validity": "P1M", "dataBytes": 2000000000},
         "amountDue": {"minorUnits": %d, "currency": "CNY"}, "requestedAt": "%s"}
        """
        .formatted(renewalId, iccid, minorUnits, now);
  }

  private JsonNode get(String url) throws Exception {
    return JSON.readTree(text(url));
  }

  private String text(String url) throws Exception {
    return client
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private JsonNode post(String url, String body) throws Exception {
    return JSON.readTree(
        client
            .send(
                HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
