package renewals.stack.verify.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.stack.sim.truth.Truth;

class QueryCheckTest {

  /** 31 January in Shanghai, still the 30th in UTC. */
  private static final String AT = "2026-01-30T17:00:00.123Z";

  private static final List<JsonNode> ACTIVATIONS =
      List.of(JsonNodeFactory.instance.objectNode().put("renewalId", "R-1").put("decidedAt", AT));

  private HttpServer server;
  private int status = 200;
  private String body = "";

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void shouldKnowTheDatesOfACardThatWasActivatedOnce() {
    body = card("ACTIVE", "2026-02-27T17:00:00.123Z");
    assertThat(differences(truth(1, 0))).isEmpty();

    body = card("ACTIVE", "2026-02-28T17:00:00.123Z");
    assertThat(differences(truth(1, 0)))
        .hasSize(2)
        .allMatch(difference -> difference.contains("valid until"));
  }

  @Test
  void shouldFindAReversedRenewalThatStillCounts() {
    body = card("ACTIVE", "2026-02-27T17:00:00.123Z");
    assertThat(differences(truth(1, 1)))
        .anyMatch(difference -> difference.contains("expected [], found [R-1]"));

    body = "{\"state\":\"UNKNOWN\",\"dataBytes\":0,\"renewals\":[]}";
    assertThat(differences(truth(1, 1))).isEmpty();
  }

  @Test
  void shouldFindACardThatIsUnknownThoughItWasActivated() {
    status = 404;

    assertThat(differences(truth(1, 1)))
        .containsExactly("card of [R-1] status code: expected 200, found 404");
  }

  @Test
  void shouldFindACardThatIsKnownThoughItNeverWasActivated() {
    body = card("ACTIVE", "2026-02-27T17:00:00.123Z");
    assertThat(differences(truth(0, 0)))
        .containsExactly("card of [R-1] status code: expected 404, found 200");

    status = 404;
    assertThat(differences(truth(0, 0))).isEmpty();
  }

  @Test
  void shouldHoldWhereAMerchantsListsHoldHisRenewalsAndCards() {
    body = lists("R-1", "8986 0000 0000 0000 0001", 7);

    assertThat(listed(truth(1, 0))).isEmpty();
  }

  @Test
  void shouldFindAListThatMissesARenewalAndACard() {
    body = "{\"renewals\":[],\"cards\":[],\"readUpTo\":\"9999-01-01T00:00:00Z\"}";

    assertThat(listed(truth(1, 0)))
        .containsExactly(
            "M-1 renewals: expected {R-1=USABLE}, found {}",
            "M-1 usable renewals: expected [R-1], found []",
            "M-1 cards: expected {8986000000000000000=ACTIVE, 7 bytes}, found {}");
  }

  @Test
  void shouldFindAnothersCardInAListAndDataThatIsNotHis() {
    body = lists("R-1", "89860099999999999999", 7);
    assertThat(listed(truth(1, 0)))
        .contains("M-1 cards of others: expected [], found [8986009999999999999]");

    body = lists("R-1", "89860000000000000001", 14);
    assertThat(listed(truth(1, 0)))
        .containsExactly(
            "M-1 cards: expected {8986000000000000000=ACTIVE, 7 bytes}, found"
                + " {8986000000000000000=ACTIVE, 14 bytes}");
  }

  private List<String> listed(Truth truth) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new QueryCheck(url).merchantLists(List.of(truth)).differences();
  }

  private static String lists(String renewalId, String iccid, long dataBytes) {
    return """
    {"renewals":[{"renewalId":"%s","state":"USABLE"}],
     "cards":[{"iccid":"%s","state":"ACTIVE","dataBytes":%d}],
     "readUpTo":"9999-01-01T00:00:00Z"}
    """
        .formatted(renewalId, iccid, dataBytes);
  }

  private List<String> differences(Truth truth) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    return new QueryCheck(url).cards(List.of(truth), ACTIVATIONS).differences();
  }

  private static String card(String state, String until) {
    return """
    {"state":"%s","validUntil":"%s","dataBytes":7,"renewals":[
    {"renewalId":"R-1","activationId":"R-1/1","validFrom":"%s","validUntil":"%s","dataBytes":7}]}
    """
        .formatted(state, until, AT, until);
  }

  private static Truth truth(int activations, int reversals) {
    return new Truth(
        "R-1",
        "M-1",
        "89860000000000000001",
        "USABLE",
        activations,
        reversals,
        5000,
        0,
        7,
        "P1M",
        Map.of(),
        Set.of());
  }
}
