package renewals.stack.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Asks one instance over and over, and notes what came: right, an honest "not just now", or wrong.
 */
final class Asking implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Two other instances may each take their time before it is this one's turn. */
  private static final Duration HANGS_AFTER = Duration.ofSeconds(9);

  /** So that the instance has room for its work, too. */
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private final String url;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Call> calls = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /**
   * What is asked.
   *
   * @param right whether a 200 says what is true
   */
  private record Call(String path, Predicate<String> right) {}

  Asking(String url, int atOnce) {
    this.url = url;
    for (int i = 0; i < atOnce; i++) {
      int first = i;
      threads.add(Thread.ofVirtual().unstarted(() -> askOn(first, atOnce)));
    }
  }

  /**
   * Asks for this, too, from now on.
   *
   * @param path of the instance, or a whole URL
   */
  void add(String path, Predicate<String> right) {
    calls.put(path, new Call(path, right));
  }

  void start() {
    threads.forEach(Thread::start);
  }

  /** Whether each call is answered with 200, rightly, now. */
  boolean allAnswered() {
    return calls.values().stream()
        .allMatch(call -> ask(call).equals("right") || wrong.size() > 100);
  }

  /** How often an answer was of this kind; kinds are right, copy, moved. */
  int count(String kind) {
    return counts.getOrDefault(kind, new AtomicInteger()).get();
  }

  Map<String, Integer> counts() {
    Map<String, Integer> all = new TreeMap<>();
    counts.forEach((kind, count) -> all.put(kind, count.get()));
    return all;
  }

  List<String> wrong() {
    return List.copyOf(wrong);
  }

  private void askOn(int first, int step) {
    while (!ended) {
      List<Call> all = new ArrayList<>(calls.values());
      for (int i = first; i < all.size() && !ended; i += step) {
        String kind = ask(all.get(i));
        counts.computeIfAbsent(kind, any -> new AtomicInteger()).incrementAndGet();
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
    }
  }

  private String ask(Call call) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(call.path().startsWith("/") ? url + call.path() : call.path()))
            .timeout(HANGS_AFTER)
            .header("Accept-Language", "en")
            .build();
    try {
      return judge(call, http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      return ended ? "ended" : wrong(call, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "ended";
    }
  }

  private String judge(Call call, HttpResponse<String> answer) {
    if (answer.statusCode() == 503) {
      boolean honest =
          answer.headers().firstValue("Retry-After").isPresent()
              && (answer.body().contains("being moved")
                  || answer.body().contains("switching servers")
                  || answer.body().contains("gives no answer at the moment"));
      return honest ? "moved" : wrong(call, "503 without a word: " + answer.body());
    }
    if (answer.statusCode() != 200 || !call.right().test(answer.body())) {
      return wrong(call, answer.statusCode() + " " + answer.body());
    }
    if (answer.body().contains("\"source\":\"standby\"")) {
      counts.computeIfAbsent("copy", any -> new AtomicInteger()).incrementAndGet();
    }
    return "right";
  }

  private String wrong(Call call, String what) {
    wrong.add(call.path() + ": " + what.substring(0, Math.min(what.length(), 600)));
    return "wrong";
  }

  /** The answer as JSON. */
  static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + body, e);
    }
  }

  @Override
  public void close() {
    ended = true;
    http.shutdownNow();
  }
}
