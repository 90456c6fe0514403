package renewals.stack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import renewals.stack.process.StackException;
import renewals.stack.sim.Truth;

/** Asks activation-stream of every renewal and every card. */
public final class QueryCheck {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String url;

  /** Of an instance, by its base URL. */
  public QueryCheck(String url) {
    this.url = url;
  }

  /** Each renewal as its facts demand. */
  public Promise renewals(List<Truth> truths) {
    Differences differences = new Differences();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Truth truth : truths) {
        JsonNode answer = get(http, "/v1/renewals/" + truth.renewalId());
        String name = truth.renewalId();
        differences.compare(name + " state", truth.state(), answer.path("state").asText());
        differences.compare(name + " net", truth.net(), amount(answer, "net"));
        differences.compare(name + " owed", truth.owed(), amount(answer, "owed"));
      }
    }
    return differences.promise(
        "Who asks gets the state that the facts demand",
        "%d renewals asked, %d minor units to be paid back"
            .formatted(truths.size(), truths.stream().mapToLong(Truth::owed).sum()));
  }

  /** Each card as its renewals demand. */
  public Promise cards(List<Truth> truths) {
    Map<String, Set<String>> renewals = new TreeMap<>();
    Map<String, Long> data = new TreeMap<>();
    for (Truth truth : truths) {
      Set<String> onCard = renewals.computeIfAbsent(truth.iccid(), any -> new TreeSet<>());
      data.putIfAbsent(truth.iccid(), 0L);
      if (truth.usable()) {
        onCard.add(truth.renewalId());
        data.merge(truth.iccid(), truth.dataBytes(), Long::sum);
      }
    }
    renewals.values().removeIf(Set::isEmpty);
    Differences differences = new Differences();
    try (HttpClient http = HttpClient.newHttpClient()) {
      renewals.forEach(
          (iccid, expected) -> {
            JsonNode answer = get(http, "/v1/cards/" + iccid);
            Set<String> found = new TreeSet<>();
            answer.path("renewals").forEach(one -> found.add(one.path("renewalId").asText()));
            String name = "card of " + expected;
            differences.compare(name, expected, found);
            differences.compare(
                name + " data", data.getOrDefault(iccid, 0L), answer.path("dataBytes").asLong());
          });
    }
    return differences.promise(
        "Each card holds the renewals that count, no more", "%d cards".formatted(renewals.size()));
  }

  private static long amount(JsonNode answer, String field) {
    return answer.path(field).path("minorUnits").asLong(Long.MIN_VALUE);
  }

  private JsonNode get(HttpClient http, String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    try {
      return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IOException e) {
      throw new StackException(url + " gave no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking " + url, e);
    }
  }
}
