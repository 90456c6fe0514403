package renewals.stack.verify.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import renewals.stack.process.StackException;
import renewals.stack.sim.truth.CardReportTruth;
import renewals.stack.sim.truth.MerchantListTruth;
import renewals.stack.sim.truth.Truth;
import renewals.stack.verify.Differences;
import renewals.stack.verify.Guarantee;

/**
 * Asks activation-stream of every renewal, every card and every merchant's lists.
 *
 * <p>Long because each answer is asked for and compared in the same way.
 */
public final class QueryCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Enough to keep an instance busy, not enough to drown it. */
  private static final int AT_ONCE = 8;

  /** So few are asked for at once that most merchants' lists come in several parts. */
  private static final int A_PART = 5;

  /** Lists follow the outputs by about a second. */
  private static final Duration TO_FOLLOW = Duration.ofMinutes(5);

  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final List<String> urls;

  /** Of an instance, by its base URL. */
  public QueryCheck(String url) {
    this(List.of(url));
  }

  /** Of several instances in turn, by their base URLs. */
  public QueryCheck(List<String> urls) {
    this.urls = List.copyOf(urls);
  }

  /** Each renewal as its facts demand. */
  public Guarantee renewals(List<Truth> truths) {
    Differences differences = new Differences();
    try (HttpClient http = client()) {
      for (Truth truth : truths) {
        JsonNode answer = get(http, "/v1/renewals/" + truth.renewalId());
        String name = truth.renewalId();
        differences.compare(name + " state", truth.state(), answer.path("state").asText());
        differences.compare(name + " net", truth.net(), amount(answer, "net"));
        differences.compare(name + " owed", truth.owed(), amount(answer, "owed"));
      }
    }
    return differences.guarantee(
        "Who asks gets the state that the facts demand",
        "%d renewals asked, %d minor units to be paid back"
            .formatted(truths.size(), truths.stream().mapToLong(Truth::owed).sum()));
  }

  /**
   * Each card as its renewals demand.
   *
   * @param activations as they came out
   */
  public Guarantee cards(List<Truth> truths, List<JsonNode> activations) {
    List<CardTruth> cards = CardTruth.of(truths, activations);
    Differences differences = new Differences();
    try (HttpClient http = client()) {
      ParallelQueries.ask(AT_ONCE, cards, card -> compare(http, card)).forEach(differences::add);
    }
    return differences.guarantee(
        "Each card holds the renewals that count, no more",
        "%d cards, %d of them with dates that the model knows"
            .formatted(cards.size(), cards.stream().filter(card -> card.dates() != null).count()));
  }

  /** Each card as its carrier last reported. */
  public Guarantee cardReports(List<CardReportTruth> truths) {
    Differences differences = new Differences();
    try (HttpClient http = client()) {
      for (CardReportTruth truth : truths) {
        JsonNode answer = get(http, "/v1/cards/" + truth.iccid());
        String name = "card of " + truth.renewalId();
        JsonNode usage = answer.path("usage");
        differences.compare(name + " used", truth.usedBytes(), usage.path("usedBytes").asLong(-1));
        differences.compare(
            name + " remaining", truth.remainingBytes(), usage.path("remainingBytes").asLong(-1));
        JsonNode status = answer.path("status");
        differences.compare(
            name + " network", truth.state(), status.path("state").asText("ACTIVE"));
        differences.compare(name + " cause", truth.cause(), status.path("cause").asText());
      }
    }
    return differences.guarantee(
        "Each card shows what its carrier last reported", "%d cards".formatted(truths.size()));
  }

  /**
   * Each merchant's renewals and cards, as soon as their lists hold what the outputs hold now.
   *
   * @param truths of all renewals
   */
  public Guarantee merchantLists(List<Truth> truths) {
    List<MerchantListTruth> merchants = MerchantListTruth.of(truths);
    Instant now = Clock.systemUTC().instant();
    Differences differences = new Differences();
    int cards = 0;
    try (HttpClient http = client()) {
      for (MerchantListTruth merchant : merchants) {
        compare(http, merchant, now, differences);
        cards += merchant.all().size();
      }
    }
    return differences.guarantee(
        "Each merchant's lists hold his renewals and cards, no others",
        "%d merchants, %d renewals, %d cards".formatted(merchants.size(), truths.size(), cards));
  }

  private void compare(
      HttpClient http, MerchantListTruth merchant, Instant upTo, Differences differences) {
    Map<String, String> renewals = new TreeMap<>();
    for (JsonNode one : list(http, merchant, "renewals", "", upTo)) {
      renewals.put(one.path("renewalId").asText(), one.path("state").asText());
    }
    differences.compare(merchant.merchantId() + " renewals", merchant.renewals(), renewals);
    Set<String> usable = new TreeSet<>();
    list(http, merchant, "renewals", "&state=USABLE", upTo)
        .forEach(one -> usable.add(one.path("renewalId").asText()));
    Set<String> mustBeUsable = new TreeSet<>(merchant.renewals().keySet());
    mustBeUsable.removeIf(id -> !"USABLE".equals(merchant.renewals().get(id)));
    differences.compare(merchant.merchantId() + " usable renewals", mustBeUsable, usable);
    Map<String, String> cards = new TreeMap<>();
    for (JsonNode one : list(http, merchant, "cards", "", upTo)) {
      cards.put(
          MerchantListTruth.cardOf(one.path("iccid").asText()),
          MerchantListTruth.row(one.path("state").asText(), one.path("dataBytes").asLong(-1)));
    }
    Set<String> others = new TreeSet<>(cards.keySet());
    others.removeAll(merchant.all());
    differences.compare(merchant.merchantId() + " cards of others", Set.of(), others);
    cards.keySet().retainAll(merchant.cards().keySet());
    differences.compare(merchant.merchantId() + " cards", merchant.cards(), cards);
  }

  /** All parts of a list, of an answer that is known to hold all outputs up to then. */
  private List<JsonNode> list(
      HttpClient http, MerchantListTruth merchant, String what, String filter, Instant upTo) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      String path =
          "/v1/merchants/%s/%s?limit=%d%s%s"
              .formatted(merchant.merchantId(), what, A_PART, filter, cursor);
      JsonNode part = upTo(http, path, upTo);
      part.path(what).forEach(all::add);
      cursor = part.hasNonNull("cursor") ? "&cursor=" + part.path("cursor").asText() : "";
    } while (!cursor.isEmpty());
    return all;
  }

  /** The last answer where time is up; it differs from what must be then. */
  private JsonNode upTo(HttpClient http, String path, Instant upTo) {
    long end = System.nanoTime() + TO_FOLLOW.toNanos();
    while (true) {
      JsonNode answer = get(http, path);
      boolean follows =
          answer.hasNonNull("readUpTo")
              && !Instant.parse(answer.path("readUpTo").asText()).isBefore(upTo);
      if (follows || System.nanoTime() > end) {
        return answer;
      }
      try {
        Thread.sleep(BETWEEN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StackException("interrupted while asking " + path, e);
      }
    }
  }

  private Differences compare(HttpClient http, CardTruth card) {
    Differences differences = new Differences();
    compare(card, ask(http, "/v1/cards/" + card.iccid()), differences);
    return differences;
  }

  private static void compare(
      CardTruth card, HttpResponse<byte[]> response, Differences differences) {
    String name = "card of " + card.requestedBy();
    // A card's ledger begins with its first activation.
    int status = card.everActivated() ? 200 : 404;
    differences.compare(name + " status code", status, response.statusCode());
    if (status != response.statusCode() || status != 200) {
      return;
    }
    JsonNode answer = json(response);
    Set<String> found = new TreeSet<>();
    answer.path("renewals").forEach(one -> found.add(one.path("renewalId").asText()));
    differences.compare(name, card.renewals(), found);
    differences.compare(
        name + " number of renewals", card.renewals().size(), answer.path("renewals").size());
    differences.compare(name + " data", card.dataBytes(), answer.path("dataBytes").asLong());
    differences.compare(
        name + " state",
        card.renewals().isEmpty() ? "UNKNOWN" : "ACTIVE",
        answer.path("state").asText());
    differences.compare(
        name + " has an expiry", !card.renewals().isEmpty(), answer.hasNonNull("validUntil"));
    CardTruth.Dates dates = card.dates();
    if (dates != null) {
      JsonNode only = answer.path("renewals").path(0);
      differences.compare(
          name + " valid from", dates.from().toString(), only.path("validFrom").asText());
      differences.compare(
          name + " renewal valid until",
          dates.until().toString(),
          only.path("validUntil").asText());
      differences.compare(
          name + " valid until", dates.until().toString(), answer.path("validUntil").asText());
    }
  }

  /** Without a question for HTTP/2 each time. */
  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  private static long amount(JsonNode answer, String field) {
    return answer.path(field).path("minorUnits").asLong(Long.MIN_VALUE);
  }

  private JsonNode get(HttpClient http, String path) {
    return json(ask(http, path));
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new StackException(response.uri() + " gave an answer that is no JSON", e);
    }
  }

  private HttpResponse<byte[]> ask(HttpClient http, String path) {
    String url = urls.get(Math.floorMod(path.hashCode(), urls.size()));
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new StackException(url + " gave no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking " + url, e);
    }
  }
}
