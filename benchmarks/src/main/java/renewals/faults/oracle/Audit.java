package renewals.faults.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import renewals.faults.cluster.FaultCluster;
import renewals.faults.load.Ledger;
import renewals.kit.Settings;
import renewals.schemas.json.EventType;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.stack.demo.Counts;
import renewals.stack.demo.Observed;
import renewals.stack.demo.QueryCheck;
import renewals.stack.process.Service;
import renewals.stack.process.StackException;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.Truth;
import renewals.stack.tail.Output;

/** Reads everything anew, from outside, as one who sees committed records only. */
public final class Audit {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final FaultCluster cluster;
  private final Simulation simulation;
  private final Path ledger;
  private final LogScan scan;
  private final String isolation;

  /**
   * An audit.
   *
   * @param ledger the ledger's file
   * @param isolation Kafka's {@code isolation.level}; anything but {@code read_committed} is a way
   *     to see that the oracle notices
   */
  public Audit(
      FaultCluster cluster, Simulation simulation, Path ledger, LogScan scan, String isolation) {
    this.cluster = cluster;
    this.simulation = simulation;
    this.ledger = ledger;
    this.scan = scan;
    this.isolation = isolation;
  }

  /**
   * Reads it all.
   *
   * @param recoveries what was measured meanwhile
   * @param countersLive whether the instances that counted are all still there
   */
  public History read(List<Recovery> recoveries, boolean countersLive) {
    Settings settings = cluster.direct();
    HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.text("schema.registry.url", ""));
    TopicRead topics = new TopicRead(settings, isolation);
    List<Ledger.Entry> entries = Ledger.read(ledger);
    List<Input> inputs = inputs(topics, registry);
    Observed outputs = new Observed();
    for (Output output : Output.values()) {
      Output.RecordJson json = output.reader(registry);
      topics.all(output.topic().name(), record -> outputs.take(output, json.of(record)));
    }
    List<Truth> truths = Model.of(inputs).truths();
    String url = cluster.instances(Service.ACTIVATION).getFirst().url();
    return new History(
        entries,
        inputs,
        outputs,
        simulation.received().notices(),
        answers(truths, url),
        new QueryCheck(url).cards(truths, outputs.of(Output.ACTIVATIONS)).differences(),
        simulation.merchants(),
        List.copyOf(recoveries),
        scan.leaks(cluster.logs()),
        countersLive ? Optional.of(judged()) : Optional.empty());
  }

  private long judged() {
    return Counts.read(
            cluster.instances(Service.ACTIVATION).stream().map(one -> one.url()).toList())
        .total();
  }

  private static List<Input> inputs(TopicRead topics, HttpSchemaRegistry registry) {
    List<Input> inputs = new ArrayList<>();
    for (EventType type : EventType.inputs()) {
      InputReader reader = new InputReader(type, registry);
      topics.all(type.topic().name(), record -> inputs.add(reader.read(record)));
    }
    return inputs;
  }

  private static Map<String, Answer> answers(List<Truth> truths, String url) {
    Map<String, Answer> answers = new TreeMap<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (Truth truth : truths) {
        answers.put(truth.renewalId(), ask(http, url + "/v1/renewals/" + truth.renewalId()));
      }
    }
    return answers;
  }

  private static Answer ask(HttpClient http, String url) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).build();
    try {
      JsonNode answer =
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
      return new Answer(
          answer.path("state").asText(),
          answer.path("net").path("minorUnits").asLong(Long.MIN_VALUE),
          answer.path("owed").path("minorUnits").asLong(Long.MIN_VALUE));
    } catch (IOException e) {
      throw new StackException(url + " gave no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while asking " + url, e);
    }
  }
}
