package renewals.bench.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import renewals.bench.load.BenchException;
import renewals.stack.process.Ports;

/** Flink's checkpoints, as its own statistics count them: asked of its REST server. */
final class FlinkCheckpoints implements Beside {

  /** Setting of the contender: where its REST server listens. */
  static final String PORT = "bench.flink.port";

  private static final Duration ASK = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port = Ports.lasting();

  @Override
  public Map<String, String> settings() {
    return Map.of(PORT, String.valueOf(port));
  }

  @Override
  public Duration cpu() {
    return Duration.ZERO;
  }

  @Override
  public long durableBytes(long until) {
    JsonNode jobs = ask("/jobs").path("jobs");
    if (jobs.size() != 1) {
      throw new BenchException("Flink has %d jobs, expected 1".formatted(jobs.size()));
    }
    return bytes(ask("/jobs/%s/checkpoints".formatted(jobs.get(0).path("id").asText())), until);
  }

  /**
   * What the completed checkpoints wrote that began until then.
   *
   * @throws BenchException Flink has forgotten some of them
   */
  static long bytes(JsonNode statistics, long until) {
    long completed = 0;
    long bytes = 0;
    for (JsonNode checkpoint : statistics.path("history")) {
      if (checkpoint.path("status").asText().equals("COMPLETED")) {
        completed++;
        boolean counts = checkpoint.path("trigger_timestamp").asLong() <= until;
        bytes += counts ? checkpoint.path("checkpointed_size").asLong() : 0;
      }
    }
    long all = statistics.path("counts").path("completed").asLong();
    if (completed != all || all == 0) {
      throw new BenchException(
          "Flink tells of %d of its %d completed checkpoints".formatted(completed, all));
    }
    return bytes;
  }

  private JsonNode ask(String path) {
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .timeout(ASK)
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(ASK).build()) {
      HttpResponse<String> answer = client.send(question, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new BenchException("Flink answers %d to %s".formatted(answer.statusCode(), path));
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new BenchException("Flink gives no answer to %s: %s".formatted(path, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted while asking Flink", e);
    }
  }

  @Override
  public void close() {
    // its files lie in the run's folder
  }
}
