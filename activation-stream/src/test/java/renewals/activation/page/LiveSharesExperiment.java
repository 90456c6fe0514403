package renewals.activation.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * How late merchants hear of a change while one link wants every live page there is: {@code
 * -Dtest=LiveSharesExperiment -Drounds=8 -Dround.seconds=20}. Undisturbed and disturbed rounds in
 * turn, which of the two first in turn, too; the first pair warms up.
 */
@EnabledIfSystemProperty(named = "rounds", matches = "\\d+")
class LiveSharesExperiment {

  private static final int MOST = 2_000;
  private static final int MERCHANTS = 50;
  private static final long CHANGE_EVERY_NANOS = Duration.ofMillis(10).toNanos();
  private static final int TRIES_A_SECOND = 200;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, BlockingQueue<Long>> heard = new ConcurrentHashMap<>();

  @Test
  void shouldTellMerchantsAsSoonAsEver() throws Exception {
    int rounds = Integer.getInteger("rounds");
    Duration round = Duration.ofSeconds(Integer.getInteger("round.seconds", 20));
    List<Double> undisturbed = new ArrayList<>();
    List<Double> disturbed = new ArrayList<>();
    try (PageServer server = PageServer.startWith(1_000, MOST)) {
      for (int i = 0; i < MERCHANTS; i++) {
        listen(server, i);
      }
      for (int pair = 0; pair <= rounds; pair++) {
        double[] p99 = new double[2];
        for (int turn : new int[] {pair % 2, 1 - pair % 2}) {
          p99[turn] = turn == 0 ? measured(server, round) : besideOneThatTakesAll(server, round);
        }
        if (pair > 0) {
          undisturbed.add(p99[0]);
          disturbed.add(p99[1]);
        }
        System.out.printf(
            Locale.ROOT, "%d | %.3f ms | %.3f ms | %.3f%n", pair, p99[0], p99[1], p99[1] / p99[0]);
      }
    } finally {
      http.shutdownNow();
    }
    System.out.printf(
        Locale.ROOT,
        "99th percentile, undisturbed %s, disturbed %s, ratio %s%n",
        spread(undisturbed.stream().mapToDouble(Double::doubleValue)),
        spread(disturbed.stream().mapToDouble(Double::doubleValue)),
        spread(ratios(undisturbed, disturbed)));
    double ratio = median(ratios(undisturbed, disturbed).sorted().toArray());
    assertThat(ratio).as("disturbed to undisturbed").isLessThan(1.05);
  }

  private static DoubleStream ratios(List<Double> undisturbed, List<Double> disturbed) {
    return IntStream.range(0, undisturbed.size())
        .mapToDouble(i -> disturbed.get(i) / undisturbed.get(i));
  }

  /** Changes come at fixed times, whether the one before was heard or not. */
  private double measured(PageServer server, Duration length) throws InterruptedException {
    int changes = Math.toIntExact(length.toNanos() / CHANGE_EVERY_NANOS);
    double[] late = new double[changes];
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
    Arrays.sort(late);
    return late[(int) (0.99 * changes)];
  }

  private double besideOneThatTakesAll(PageServer server, Duration length) throws Exception {
    List<InputStream> taken = new ArrayList<>();
    Thread greedy = Thread.ofVirtual().start(() -> takeAll(server, taken));
    try {
      return measured(server, length);
    } finally {
      greedy.interrupt();
      greedy.join();
      assertThat(taken).as("live pages of one link").hasSizeBetween(1, 8);
      for (InputStream one : taken) {
        one.close();
      }
      while (server.open() > MERCHANTS) {
        server.change(Samples.usable("R-greedy"));
        Thread.onSpinWait();
      }
    }
  }

  /** One link, from everywhere: what it gets it keeps, and it never stops asking for more. */
  private void takeAll(PageServer server, List<InputStream> taken) {
    try {
      for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
        HttpResponse<InputStream> one = events(server, "R-greedy", "10.1.%d.1".formatted(i % 250));
        if (one.statusCode() == 200) {
          taken.add(one.body());
        } else {
          one.body().close();
        }
        TimeUnit.MICROSECONDS.sleep(1_000_000 / TRIES_A_SECOND);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen(PageServer server, int merchant) throws Exception {
    String renewalId = "R-good-" + merchant;
    server.change(Samples.usable(renewalId));
    server.change(Samples.usable("R-greedy"));
    BlockingQueue<Long> mine = new LinkedBlockingQueue<>();
    heard.put(renewalId, mine);
    HttpResponse<InputStream> stream = events(server, renewalId, "10.0.%d.1".formatted(merchant));
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

  private HttpResponse<InputStream> events(PageServer server, String renewalId, String address)
      throws IOException, InterruptedException {
    URI page = URI.create(server.link(renewalId).replace("?", "/events?"));
    return http.send(
        HttpRequest.newBuilder(page)
            .header("Accept", "text/event-stream")
            .header("X-Forwarded-For", address)
            .build(),
        BodyHandlers.ofInputStream());
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static String spread(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    return String.format(
        Locale.ROOT, "%.3f (%.3f to %.3f)", median(sorted), sorted[0], sorted[sorted.length - 1]);
  }
}
