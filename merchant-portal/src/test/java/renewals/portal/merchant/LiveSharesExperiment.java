package renewals.portal.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How late merchants hear of a change while one link wants every live page there is: {@code
 * -Dtest=LiveSharesExperiment -Drounds=8 -Dround.seconds=20}. Undisturbed and disturbed rounds in
 * turn, which of the two first in turn, too, and compared pair by pair, of seven at least; a first
 * pair warms up. Server and merchants share a process, who takes all has one of his own, see {@link
 * GreedyViewer}.
 */
@EnabledIfSystemProperty(named = "rounds", matches = "[789]|[1-9]\\d+")
class LiveSharesExperiment {

  private static final int MOST = 2_000;
  private static final int MERCHANTS = 50;
  private static final long CHANGE_EVERY_NANOS = Duration.ofMillis(10).toNanos();
  private static final int ASKS_A_SECOND = 200;

  /** Greedy ones that got no processor time would disturb nobody. */
  private static final double LEAST_ASKED = 0.9;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, BlockingQueue<Long>> heard = new ConcurrentHashMap<>();

  /**
   * A round.
   *
   * @param p99 milliseconds from when a change was due until its merchant heard of it
   * @param cpu processors that server and merchants used
   */
  private record Round(double p99, double cpu) {}

  @Test
  void shouldTellMerchantsAsSoonAsEver() throws Exception {
    int rounds = Integer.getInteger("rounds");
    Duration length = Duration.ofSeconds(Integer.getInteger("round.seconds", 20));
    List<Round> undisturbed = new ArrayList<>();
    List<Round> disturbed = new ArrayList<>();
    try (PageServer server = PageServer.startWith(1_000, MOST)) {
      for (int i = 0; i < MERCHANTS; i++) {
        listen(server, i);
      }
      for (int pair = 0; pair <= rounds; pair++) {
        Round[] both = new Round[2];
        for (int turn : new int[] {pair % 2, 1 - pair % 2}) {
          both[turn] = turn == 0 ? measured(server, length) : besideOneThatTakesAll(server, length);
        }
        if (pair > 0) {
          undisturbed.add(both[0]);
          disturbed.add(both[1]);
        }
        System.out.printf(
            Locale.ROOT,
            "%d | %.3f ms | %.3f ms | %.3f processors | %.3f processors%n",
            pair,
            both[0].p99(),
            both[1].p99(),
            both[0].cpu(),
            both[1].cpu());
      }
    } finally {
      http.shutdownNow();
    }
    List<Double> ratios =
        IntStream.range(0, rounds)
            .mapToObj(pair -> disturbed.get(pair).p99() / undisturbed.get(pair).p99())
            .toList();
    System.out.printf(
        Locale.ROOT,
        "99th percentile, undisturbed %s ms, disturbed %s ms, ratio by pair %s%n"
            + "processors, undisturbed %s, disturbed %s%n",
        spread(undisturbed, Round::p99),
        spread(disturbed, Round::p99),
        spread(ratios, Double::doubleValue),
        spread(undisturbed, Round::cpu),
        spread(disturbed, Round::cpu));
    assertThat(median(ratios, Double::doubleValue)).as("disturbed to undisturbed").isLessThan(1.05);
  }

  /** Changes come at fixed times, whether the one before was heard or not. */
  private Round measured(PageServer server, Duration length) throws InterruptedException {
    int changes = Math.toIntExact(length.toNanos() / CHANGE_EVERY_NANOS);
    double[] late = new double[changes];
    long cpu = cpuNanos();
    long start = System.nanoTime();
    for (int i = 0; i < changes; i++) {
      long due = start + i * CHANGE_EVERY_NANOS;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      String renewalId = "R-good-" + i % MERCHANTS;
      server.change(Samples.usable(renewalId));
      Long at = heard.get(renewalId).poll(10, TimeUnit.SECONDS);
      assertThat(at).as("heard of change " + i).isNotNull();
      late[i] = (at - due) / 1e6;
    }
    double used = (cpuNanos() - cpu) * 1.0 / (System.nanoTime() - start);
    Arrays.sort(late);
    return new Round(late[(int) (0.99 * changes)], used);
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private Round besideOneThatTakesAll(PageServer server, Duration length) throws Exception {
    try (GreedyViewer greedy = GreedyViewer.start(events(server, "R-greedy"), ASKS_A_SECOND)) {
      Round round = measured(server, length);
      GreedyViewer.Loot loot = greedy.end();
      assertThat(loot.taken()).as("live pages of one link").isBetween(1, 8);
      assertThat(loot.refused())
          .as("asks that were refused")
          .isGreaterThan((int) (LEAST_ASKED * ASKS_A_SECOND * length.toSeconds()));
      while (server.open() > MERCHANTS) {
        server.change(Samples.usable("R-greedy"));
        Thread.onSpinWait();
      }
      return round;
    }
  }

  private void listen(PageServer server, int merchant) throws Exception {
    String renewalId = "R-good-" + merchant;
    server.change(Samples.usable(renewalId));
    server.change(Samples.usable("R-greedy"));
    BlockingQueue<Long> mine = new LinkedBlockingQueue<>();
    heard.put(renewalId, mine);
    HttpResponse<InputStream> stream = open(server, renewalId, "10.0.%d.1".formatted(merchant));
    assertThat(stream.statusCode()).isEqualTo(200);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    Thread.ofVirtual()
        .start(
            () ->
                lines
                    .lines()
                    .filter("event: answer"::equals)
                    .forEach(l -> mine.add(System.nanoTime())));
    assertThat(mine.poll(10, TimeUnit.SECONDS)).as("the first answer").isNotNull();
  }

  private HttpResponse<InputStream> open(PageServer server, String renewalId, String address)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(events(server, renewalId))
            .header("Accept", "text/event-stream")
            .header("X-Forwarded-For", address)
            .build(),
        BodyHandlers.ofInputStream());
  }

  private static URI events(PageServer server, String renewalId) {
    return URI.create(server.link(renewalId).replace("?", "/events?"));
  }

  private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static <T> String spread(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f to %.3f)",
        median(rounds, figure),
        sorted[0],
        sorted[sorted.length - 1]);
  }
}
