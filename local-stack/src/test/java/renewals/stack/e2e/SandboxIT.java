package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.kit.sandbox.ClockAnswer;
import renewals.stack.LocalStack;
import renewals.stack.Platform;
import renewals.stack.Service;
import renewals.stack.StackPlan;
import renewals.stack.StackPlan.StackPorts;
import renewals.stack.sandbox.SandboxPlan;
import renewals.testing.Patience;

/** A whole sandbox, whose clock is moved over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxIT {

  private static final Instant BEGINS = Instant.parse("2026-01-01T00:00:00Z");

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
                2,
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
    try {
      return get(stack.url(Service.ACTIVATION) + "/v1/renewals/" + renewalId)
          .path("state")
          .asText()
          .equals("USABLE");
    } catch (Exception e) {
      return false;
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
    return """
        {"renewalId": "%s", "channelId": "my-channel", "carrierId": "cmcc", "merchantId": "M-1",
         "terminalId": "T-1", "iccid": "%s",
         "plan": {"planId": "p1", "validity": "P1M", "dataBytes": 2000000000},
         "amountDue": {"minorUnits": %d, "currency": "CNY"}, "requestedAt": "%s"}
        """
        .formatted(renewalId, SLOWLY_APPROVED, SLOWLY_PAID, now);
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
