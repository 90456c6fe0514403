package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.schemas.links.SignedTokens;
import renewals.stack.Platform;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.command.Cli;
import renewals.stack.process.Ports;
import renewals.testing.Patience;

/**
 * What one of two instances answers while the other is killed, and started again, and stopped in
 * good order, and started again, with renewals going on all the time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class RestartIT {

  private static final String SECRET = "a secret of at least 32 characters";
  private static final int AT_FIRST = 24;
  private static final int LATER = 6;

  private final Instant expires = Instant.now().plus(Duration.ofHours(1));
  private final Path folder = Platform.folder();
  private FewServices stack;
  private ServiceProcess portal;
  private Asking asking;
  private int published;

  @BeforeAll
  void start() {
    int page = Ports.take(0);
    Map<String, String> settings = new TreeMap<>(Platform.quickTakeover());
    settings.put("page.link.secret", SECRET);
    settings.put("page.base.url", "http://127.0.0.1:" + page);
    stack = new FewServices(folder, 4, settings);
    List<ServiceProcess> activations =
        List.of(
            stack.start(Service.ACTIVATION, "activation-1"),
            stack.start(Service.ACTIVATION, "activation-2"));
    String asked = activations.stream().map(ServiceProcess::url).collect(Collectors.joining(","));
    portal =
        stack.start(
            Service.PORTAL,
            "portal",
            page,
            Map.of("portal.activation.urls", asked, "ops.http.port", "0"));
    activations.forEach(ServiceProcess::awaitReady);
    portal.awaitReady();
    asking = new Asking(survivor().url(), 2);
  }

  @AfterAll
  void stop() {
    if (asking != null) {
      asking.close();
    }
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void shouldAnswerRightlyOrSayHonestlyThatItIsBeingMovedWhileTheOtherInstanceRestarts()
      throws Exception {
    publish(AT_FIRST);
    Patience.await("answers", this::allKnown);
    asking.start();

    stack.instances(Service.ACTIVATION).get(1).kill();
    awaitAnswers("while the other has been killed");
    publish(LATER);
    Patience.await("answers", this::allKnown);
    stack.start(Service.ACTIVATION, "activation-2").awaitReady();
    awaitAnswers("after it came back");
    publish(LATER);
    stack.instances(Service.ACTIVATION).getLast().close();
    awaitAnswers("while the other has stopped");
    stack.start(Service.ACTIVATION, "activation-2").awaitReady();
    awaitAnswers("after it came back again");

    assertThat(asking.wrong()).isEmpty();
    assertThat(asking.count("right")).isPositive();
    assertThat(asking.count("copy")).as("answered from a copy").isPositive();
    try (Asking other = new Asking(stack.instances(Service.ACTIVATION).getLast().url(), 1)) {
      addCalls(other, 0, published);
      Patience.await("right answers of the other", other::allAnswered);
      assertThat(other.wrong()).isEmpty();
    }
    System.out.println("answers while the other instance restarted: " + asking.counts());
  }

  @Test
  void shouldSayOnPagesThatNobodyCanBeAskedAndShowThemOnceSomebodyCan() throws Exception {
    publish(1);
    String usable = page("RS-" + (published - 1));
    Patience.await("a page", () -> get(usable).statusCode() == 200);

    stack.instances(Service.ACTIVATION).forEach(ServiceProcess::pause);
    try {
      Patience.await("a page that says that nobody answers", () -> get(usable).statusCode() == 503);
      assertThat(get(usable).body()).contains("gives no answer at the moment");
    } finally {
      stack.instances(Service.ACTIVATION).forEach(ServiceProcess::resume);
    }

    Patience.await("the page again", () -> get(usable).statusCode() == 200);
  }

  @Test
  void shouldLeadFromOldAddressesOfPagesToThePortal() {
    HttpResponse<String> answer = get(survivor().url() + "/r/RS-0?t=a.b");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).contains(portal.url() + "/r/RS-0?t=a.b");
  }

  private static HttpResponse<String> get(String url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url)).header("Accept-Language", "en").build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private ServiceProcess survivor() {
    return stack.instances(Service.ACTIVATION).getFirst();
  }

  /** Even ones are paid and approved, odd ones wait for their review. */
  private void publish(int more) throws Exception {
    StringBuilder events = new StringBuilder();
    for (int n = published; n < published + more; n++) {
      events.append(
          """
          {"type":"renewal-requested","renewalId":"RS-%1$d","channelId":"app","carrierId":"cmcc",\
          "merchantId":"M-%1$d","terminalId":"T-1","iccid":"%2$s",\
          "plan":{"planId":"p","validity":"P1M","dataBytes":1},\
          "amountDue":{"minorUnits":5000,"currency":"CNY"},"requestedAt":"%3$s"}
          {"type":"payment","paymentId":"P-%1$d","renewalId":"RS-%1$d","channelId":"app",\
          "status":"SETTLED","amount":{"minorUnits":5000,"currency":"CNY"},"occurredAt":"%3$s"}
          """
              .formatted(n, iccid(n), Instant.now()));
      if (n % 2 == 0) {
        events.append(
            """
            {"type":"carrier-review","reviewId":"V-%1$d","renewalId":"RS-%1$d","carrierId":"cmcc",\
            "outcome":"APPROVED","decidedAt":"%2$s"}
            """
                .formatted(n, Instant.now()));
      }
    }
    Path file = Files.writeString(folder.resolve("events-" + published + ".ndjson"), events);
    assertThat(Cli.run(stack.cluster(), "publish", file.toString()).exit()).isZero();
    published += more;
  }

  /** Whether all that was published is known; from then on it must stay so. */
  private boolean allKnown() {
    try (Asking first = new Asking(survivor().url(), 1)) {
      addCalls(first, 0, published);
      boolean known = first.allAnswered();
      if (known) {
        addCalls(asking, 0, published);
      }
      return known;
    }
  }

  private void addCalls(Asking to, int from, int until) {
    for (int n = from; n < until; n++) {
      boolean usable = n % 2 == 0;
      String renewalId = "RS-" + n;
      to.add("/v1/renewals/" + renewalId, body -> isRight(body, usable));
      to.add(page(renewalId), body -> usable ? body.contains("Usable until") : saysNotYet(body));
      if (usable) {
        to.add("/v1/cards/" + iccid(n), body -> body.contains(renewalId + "/1"));
        to.add(
            "/v1/quotes?carrierId=cmcc&validity=P1M&iccid=" + iccid(n),
            body -> body.contains(renewalId + "/1") && Asking.json(body).has("validUntil"));
      }
    }
  }

  /** Whether the card works is its ledger's to say, which may be on the move while this is not. */
  private static boolean saysNotYet(String body) {
    return body.contains("Not usable yet")
        || (body.contains("Renewal under way") && body.contains("whether this card works"));
  }

  private static boolean isRight(String body, boolean usable) {
    return Asking.json(body).path("state").asText().equals(usable ? "USABLE" : "WAITING_FOR_REVIEW")
        && Asking.json(body).has("validUntil") == usable
        && Asking.json(body).has("asOf");
  }

  private String page(String renewalId) {
    String token =
        new SignedTokens(SECRET.getBytes(StandardCharsets.UTF_8), "link").sign(renewalId, expires);
    return portal.url() + "/r/" + renewalId + "?t=" + token;
  }

  private static String iccid(int n) {
    return "8986001234%09d".formatted(n);
  }

  private void awaitAnswers(String when) {
    Patience.await("right answers " + when, asking::allAnswered);
  }
}
