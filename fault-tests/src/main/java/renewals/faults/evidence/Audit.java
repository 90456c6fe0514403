package renewals.faults.evidence;

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
import renewals.cli.tail.Output;
import renewals.faults.cluster.FaultCluster;
import renewals.faults.cluster.Tills;
import renewals.faults.fault.Kind;
import renewals.faults.load.Announced;
import renewals.faults.load.Ledger;
import renewals.kit.Settings;
import renewals.schemas.json.EventType;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.stack.Service;
import renewals.stack.process.StackException;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.merchant.Received;
import renewals.stack.sim.truth.Truth;
import renewals.stack.verify.ObservedOutputs;
import renewals.stack.verify.count.Counts;
import renewals.stack.verify.query.ParallelQueries;
import renewals.stack.verify.query.QueryCheck;

/** Reads everything anew, from outside, as one who sees committed records only. */
public final class Audit {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int AT_ONCE = 8;

  /** The default of {@code notifier.sms.concurrency}. */
  private static final int SMS_AT_ONCE = 10;

  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final FaultCluster cluster;
  private final Simulation simulation;
  private final Tills tills;
  private final Path ledger;
  private final LogScan scan;
  private final List<Announced> announced;
  private final boolean isUpgraded;
  private final HttpSchemaRegistry registry;
  private final TopicRead topics;
  private final List<Input> inputs = new ArrayList<>();
  private final ObservedOutputs outputs = new ObservedOutputs();
  private final Map<String, Answer> answers = new TreeMap<>();

  /**
   * An audit.
   *
   * @param ledger the ledger's file
   * @param announced what was announced meanwhile
   * @param isUpgraded whether the run began with an earlier build
   * @param isolation Kafka's {@code isolation.level}; anything but {@code read_committed} is a way
   *     to see that the oracle notices
   */
  public Audit(
      FaultCluster cluster,
      Simulation simulation,
      Tills tills,
      Path ledger,
      LogScan scan,
      List<Announced> announced,
      boolean isUpgraded,
      String isolation) {
    this.cluster = cluster;
    this.simulation = simulation;
    this.tills = tills;
    this.ledger = ledger;
    this.scan = scan;
    this.announced = announced;
    this.isUpgraded = isUpgraded;
    Settings settings = cluster.direct();
    this.registry = new HttpSchemaRegistry(settings.text("schema.registry.url", ""));
    this.topics = new TopicRead(settings, isolation);
  }

  /**
   * Reads the topics, from where it read before, and takes it that whoever asks gets the right
   * answers: good enough to see whether anything is still to come.
   *
   * @param recoveries what was measured meanwhile
   */
  public History glance(List<Recovery> recoveries) throws InterruptedException {
    readTopics();
    Map<String, Answer> assumed = new TreeMap<>();
    Model.of(inputs, announced)
        .truths()
        .forEach(truth -> assumed.put(truth.renewalId(), Answer.expectedOf(truth)));
    return history(recoveries, assumed, List.of(), List.of(), Optional.empty());
  }

  /**
   * Reads it all, and asks of every renewal and every card.
   *
   * @param recoveries what was measured meanwhile
   * @param countersLive whether the instances that counted are all still there
   */
  public History read(List<Recovery> recoveries, boolean countersLive) throws InterruptedException {
    readTopics();
    Model model = Model.of(inputs, announced);
    List<Truth> truths = model.truths();
    List<String> urls =
        cluster.instances(Service.ACTIVATION).stream().map(one -> one.url()).toList();
    askOf(truths, urls);
    return history(
        recoveries,
        new TreeMap<>(answers),
        cards(new QueryCheck(urls), model),
        scan.leaks(cluster.logs()),
        countersLive ? Optional.of(judged()) : Optional.empty());
  }

  private List<String> cards(QueryCheck query, Model model) {
    List<String> wrong =
        new ArrayList<>(query.cards(model.truths(), outputs.of(Output.ACTIVATIONS)).differences());
    wrong.addAll(query.cardReports(model.cards()).differences());
    wrong.addAll(query.merchantLists(model.truths()).differences());
    return wrong;
  }

  private History history(
      List<Recovery> recoveries,
      Map<String, Answer> given,
      List<String> cards,
      List<String> leaks,
      Optional<Long> judged)
      throws InterruptedException {
    Received received = simulation.received();
    return new History(
        Ledger.read(ledger),
        inputs,
        outputs,
        received.notices(),
        received.sms(),
        smsUnderWay(recoveries),
        tills.areThere() ? Optional.of(tills.shown()) : Optional.empty(),
        given,
        cards,
        simulation.merchants(),
        announced,
        List.copyOf(recoveries),
        leaks,
        isUpgraded,
        judged);
  }

  /** Each fault may have caught as many as wait for the SMSC's answer at once. */
  private static int smsUnderWay(List<Recovery> recoveries) {
    long faults =
        recoveries.stream()
            .map(recovery -> Kind.named(recovery.kind()).orElseThrow())
            .filter(kind -> !kind.sparesProcesses())
            .count();
    return Math.toIntExact(faults * SMS_AT_ONCE);
  }

  private void readTopics() {
    for (EventType type : EventType.inputs()) {
      InputReader reader = new InputReader(type, registry);
      topics.more(type.topic().name(), record -> inputs.add(reader.read(record)));
    }
    for (Output output : Output.values()) {
      Output.RecordJson json = output.reader(registry);
      topics.more(output.topic().name(), record -> outputs.take(output, json.of(record)));
    }
  }

  private long judged() {
    return Counts.read(
            cluster.instances(Service.ACTIVATION).stream().map(one -> one.url()).toList())
        .total();
  }

  /** Asks again only where an earlier answer was not right. */
  private void askOf(List<Truth> truths, List<String> urls) {
    List<Truth> open =
        truths.stream()
            .filter(truth -> !Answer.expectedOf(truth).equals(answers.get(truth.renewalId())))
            .toList();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<Answer> given =
          ParallelQueries.ask(
              AT_ONCE, open, truth -> ask(http, urlOf(urls, truth) + truth.renewalId()));
      for (int n = 0; n < open.size(); n++) {
        answers.put(open.get(n).renewalId(), given.get(n));
      }
    }
  }

  private static String urlOf(List<String> urls, Truth truth) {
    return urls.get(Math.floorMod(truth.renewalId().hashCode(), urls.size())) + "/v1/renewals/";
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
