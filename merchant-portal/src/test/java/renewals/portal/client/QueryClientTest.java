package renewals.portal.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.kit.Health;
import renewals.kit.http.ServiceHttp;
import renewals.schemas.query.QueryResponses;

@Timeout(60)
class QueryClientTest {

  private static final String UNKNOWN = "{\"code\":\"UNKNOWN\"}";
  private static final String RENEWAL =
      """
      {"renewalId":"R-1","state":"USABLE","net":{"minorUnits":5000,"currency":"CNY"},\
      "due":{"minorUnits":5000,"currency":"CNY"},"owed":{"minorUnits":0,"currency":"CNY"},\
      "waitingFor":[],"timeline":[],"source":"active","ofALaterVersion":true}
      """;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<ServiceHttp> servers = new ArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stop() {
    servers.forEach(ServiceHttp::close);
  }

  /** An instance that answers every question alike. */
  private String instance(int status, String body) {
    ServiceHttp server =
        ServiceHttp.startBare(
            "127.0.0.1",
            0,
            config ->
                config.routes.get(
                    "/<path>",
                    context -> {
                      asked.incrementAndGet();
                      context.status(status).result(body);
                    }));
    servers.add(server);
    return "http://127.0.0.1:" + server.port();
  }

  private String gone() {
    String url = instance(200, "");
    servers.removeLast().close();
    return url;
  }

  private QueryClient client(String... instances) {
    return new QueryClient(List.of(instances), Optional.empty(), Optional.empty(), meters);
  }

  private long counted(String outcome) {
    return meters.get("renewals.portal.queries").tag("outcome", outcome).timer().count();
  }

  @Test
  void shouldReadAnAnswerThatSaysMoreThanItKnows() {
    QueryClient client = client(instance(200, RENEWAL));

    assertThat(client.renewal("R-1"))
        .isInstanceOfSatisfying(
            Found.Known.class,
            known ->
                assertThat(((QueryResponses.Renewal) known.answer()).state()).isEqualTo("USABLE"));
    assertThat(counted("answered")).isEqualTo(1);
  }

  @Test
  void shouldTellWhatIsUnknownFromWhatIsBeingMovedAndFromWhoIsAway() {
    assertThat(client(instance(404, UNKNOWN)).renewal("R-1")).isInstanceOf(Found.Unknown.class);
    assertThat(client(instance(503, "{}")).renewal("R-1")).isInstanceOf(Found.Moving.class);
    assertThat(client(gone()).renewal("R-1")).isInstanceOf(Found.Away.class);
    assertThat(client(instance(401, "{}")).renewal("R-1")).isInstanceOf(Found.Away.class);
    assertThat(client(instance(404, "{}")).renewal("R-1"))
        .as("another server's")
        .isInstanceOf(Found.Away.class);
    assertThat(client(instance(200, "not JSON")).renewal("R-1")).isInstanceOf(Found.Away.class);
    assertThat(counted("away")).isEqualTo(4);
  }

  @Test
  void shouldAskTheNextInstanceWhereOneGivesNoAnswerOrCannotSay() {
    QueryClient client = client(gone(), instance(503, "{}"), instance(200, RENEWAL));

    assertThat(client.renewal("R-1")).isInstanceOf(Found.Known.class);
  }

  @Test
  void shouldAskFirstWhoAnsweredLast() {
    QueryClient client = client(instance(503, "{}"), instance(404, UNKNOWN));
    assertThat(client.renewal("R-1")).isInstanceOf(Found.Unknown.class);
    asked.set(0);

    assertThat(client.renewal("R-2")).isInstanceOf(Found.Unknown.class);

    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldShowItsToken() {
    List<String> shown = new ArrayList<>();
    ServiceHttp server =
        ServiceHttp.startBare(
            "127.0.0.1",
            0,
            config ->
                config.routes.get(
                    "/v1/cards/{iccid}",
                    context -> {
                      shown.add(context.header("Authorization"));
                      context.status(404);
                    }));
    servers.add(server);
    String url = "http://127.0.0.1:" + server.port();

    new QueryClient(List.of(url), Optional.of("secret"), Optional.empty(), meters)
        .card("89860012345678901238", null);

    assertThat(shown).containsExactly("Bearer secret");
  }

  @Test
  void shouldAskForAQuoteWithWhatIsGivenAlone() {
    List<String> shown = new ArrayList<>();
    ServiceHttp server =
        ServiceHttp.startBare(
            "127.0.0.1",
            0,
            config ->
                config.routes.get(
                    "/v1/quotes",
                    context -> {
                      shown.add(context.queryString());
                      context.result(
                          "{\"channels\":[],\"warnings\":[],\"dataBytes\":0,\"source\":\"active\"}");
                    }));
    servers.add(server);
    QueryClient client = client("http://127.0.0.1:" + server.port());

    assertThat(
            client.quote(
                new QuoteQuery(
                    "89860012345678901238",
                    "cmcc",
                    null,
                    "P1M",
                    "STACK",
                    Instant.parse("2026-12-31T16:00:00Z"))))
        .isInstanceOf(Found.Known.class);
    assertThat(shown)
        .containsExactly(
            "iccid=89860012345678901238&carrierId=cmcc&validity=P1M&policy=STACK"
                + "&currentValidUntil=2026-12-31T16%3A00%3A00Z");
  }

  @Test
  void shouldSayWhetherAnybodyAnswers() {
    String away = gone();

    assertThat(client(away, instance(200, "{}")).state()).isEqualTo(Health.READY);
    assertThat(client(away).state()).isEqualTo("no answer from " + away);
  }
}
