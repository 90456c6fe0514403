package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.cli.access.Component;
import renewals.cli.tail.Output;
import renewals.stack.LocalStack;
import renewals.stack.Platform;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.StackPlan;
import renewals.stack.StackPlan.StackPorts;
import renewals.stack.command.Cli;
import renewals.stack.command.Cli.Outcome;
import renewals.stack.secure.SimulatedParties;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.partner.Partners;
import renewals.stack.sim.scenario.ScenarioKind;
import renewals.stack.sim.truth.Truth;
import renewals.stack.verify.Guarantee;
import renewals.stack.verify.GuaranteeCheck;
import renewals.stack.verify.ObservedOutputs;
import renewals.stack.verify.OutputWatch;
import renewals.stack.verify.SettlingWait;
import renewals.stack.verify.count.ConservationCheck;
import renewals.stack.verify.query.QueryCheck;
import renewals.testing.Patience;

/**
 * Four hundred renewals, some of every kind, through HTTP, file and Kafka on a real broker and
 * registry, both closed to others: each party shows its token and each program is a user with no
 * more rights than it needs. All records are signed, as they must be. Of two instances of
 * activation-stream one is killed on the way and started again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineIT {

  private static final int RENEWALS = 400;
  private static final long SEED = 20_260_101;
  private static final Duration OVER = Duration.ofSeconds(15);

  private final ObservedOutputs observed = new ObservedOutputs();
  private Simulation simulation;
  private LocalStack stack;
  private OutputWatch watch;
  private List<Guarantee> guarantees;

  @BeforeAll
  void playAndKillOnTheWay() throws Exception {
    Path data = Platform.folder();
    simulation = Simulation.open(SEED, RENEWALS);
    assertThat(simulation.kinds().values()).contains(ScenarioKind.values());
    Map<String, String> settings = new TreeMap<>(simulation.settings());
    settings.putAll(Platform.quickTakeover());
    settings.put("provenance", "required");
    stack =
        LocalStack.start(new StackPlan(data, StackPorts.FREE, 4, 2, settings, true), step -> {});
    watch = OutputWatch.start(stack.settingsAs(Component.TAIL.user()), observed);
    CompletableFuture<Boolean> killed =
        CompletableFuture.supplyAsync(this::killOneOnTheWay, Thread::startVirtualThread);
    Partners partners =
        Partners.of(stack.url(Service.PRODUCER))
            .with(stack.parties().map(SimulatedParties::tokens).orElseThrow());
    simulation.play(
        stack.settingsAs(Component.PUBLISH.user()), partners, data.resolve("sim"), OVER, observed);
    assertThat(killed.get()).as("an instance was killed on the way").isTrue();
    GuaranteeCheck check = new GuaranteeCheck(simulation, observed);
    SettlingWait.await(check, observed, watch, Patience.LONG);
    guarantees = new ArrayList<>(check.guarantees());
    guarantees.add(new ConservationCheck(stack.settings()).inTopics(simulation.sentCount()));
  }

  @AfterAll
  void stop() {
    watch.close();
    stack.close();
    simulation.close();
  }

  @Test
  void shouldLoseNothingAndDoubleNothing() {
    assertThat(guarantees)
        .allSatisfy(
            guarantee -> {
              assertThat(guarantee.differences()).as(guarantee.name()).isEmpty();
              assertThat(guarantee.checked()).as(guarantee.name()).isPositive();
            });
  }

  @Test
  void shouldAnswerForEveryRenewalAndCardFromWhateverInstanceIsAsked() {
    List<Truth> truths = simulation.truths();
    for (String url : liveActivations()) {
      QueryCheck queries = new QueryCheck(url);

      assertThat(queries.renewals(truths).differences()).isEmpty();
      assertThat(queries.cards(truths, observed.of(Output.ACTIVATIONS)).differences()).isEmpty();
      assertThat(queries.cardReports(simulation.cardReportTruths()).differences()).isEmpty();
    }
  }

  @Test
  void shouldActivateWhatWasWrittenToWrongPartitions() {
    Map<String, ScenarioKind> kinds = simulation.kinds();
    List<Truth> misplaced =
        simulation.truths().stream()
            .filter(truth -> kinds.get(truth.renewalId()) == ScenarioKind.MISPLACED)
            .toList();

    assertThat(misplaced).isNotEmpty().allMatch(Truth::usable);
    assertThat(
            observed.count(
                Output.ACTIVATIONS,
                activation ->
                    kinds.get(activation.path("renewalId").asText()) == ScenarioKind.MISPLACED))
        .isEqualTo(misplaced.size());
  }

  @Test
  void shouldTailAsManyActivationsAsWereCommitted() {
    Outcome outcome =
        Cli.run(
            settings(Component.TAIL),
            "tail",
            "activations",
            "--from-beginning",
            "--until-idle",
            "3s");

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.lines())
        .hasSize(observed.count(Output.ACTIVATIONS))
        .allMatch(line -> line.startsWith("{\"type\":\"activation\","));
  }

  @Test
  void shouldTellPeopleOfARenewalAndItsCard() {
    Truth usable = simulation.truths().stream().filter(Truth::usable).findFirst().orElseThrow();

    Outcome status = Cli.run(settings(Component.TAIL), "status", usable.renewalId());
    Outcome card = Cli.run(settings(Component.TAIL), "card", usable.iccid());

    assertThat(status.out()).startsWith(usable.renewalId() + " is usable");
    assertThat(card.out()).contains("is active", usable.renewalId()).doesNotContain(usable.iccid());
  }

  @Test
  void shouldFindARenewalByItsTerminalAlone() throws Exception {
    String terminal = observed.of(Output.ACTIVATIONS).getFirst().path("terminalId").asText();
    List<String> renewals =
        observed.of(Output.ACTIVATIONS).stream()
            .filter(activation -> terminal.equals(activation.path("terminalId").asText()))
            .map(activation -> activation.path("renewalId").asText())
            .distinct()
            .toList();

    Outcome found = Cli.run(settings(Component.TAIL), "find", terminal, "--json");

    assertThat(found.exit()).isZero();
    assertThat(found.lines()).allMatch(line -> line.contains("\"" + terminal + "\""));
    for (String renewalId : renewals) {
      assertThat(found.out()).contains("\"renewalId\":\"" + renewalId + "\"");
    }
  }

  @Test
  void shouldSayThatNothingFits() {
    Outcome found = Cli.run(settings(Component.TAIL), "find", "T-nowhere");

    assertThat(found.exit()).isEqualTo(1);
    assertThat(found.err())
        .contains("nothing fits T-nowhere in renewal-updates and renewal-activations")
        .contains("expected a whole id (T-0042, not 42)");
  }

  @Test
  void shouldPublishTheGoodLinesOfAFileAndNameTheOthers() throws Exception {
    Path file = Platform.folder().resolve("events.ndjson");
    Files.writeString(
        file,
        """
        {"type":"carrier-status","carrierId":"carrier-x","state":"NORMAL","startsAt":"2026-01-01T00:00:00Z","revision":1}
        {"type":"carrier-status","carrierId":"carrier-x","state":"NORMAL","startsAt":"2026-01-01T00:00:00","revision":2}
        nonsense
        """);

    Outcome outcome = Cli.run(settings(Component.PUBLISH), "publish", file.toString());

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines()).hasSize(3).last().isEqualTo("1 accepted, 2 refused");
    assertThat(outcome.lines().get(0)).startsWith("line 2: startsAt is ");
    assertThat(outcome.lines().get(1)).startsWith("line 3: ");
  }

  @Test
  void shouldTellEveryoneWhoWaitsForACarrierOnceThatItIsOut() throws Exception {
    int waiting = 40;
    publish(IntStream.range(0, waiting).boxed().flatMap(PipelineIT::paid).toList());
    assertThat(awaitUpdates("PAID", waiting)).isEqualTo(waiting);

    publish(
        List.of(
            """
            {"type":"carrier-status","carrierId":"carrier-out","state":"OUTAGE","startsAt":"%s","revision":1}\
            """
                .formatted(Instant.now())));

    assertThat(awaitUpdates("CARRIER_NOTICE", waiting)).isEqualTo(waiting);
    assertThat(observed.of(Output.UPDATES))
        .filteredOn(update -> isOut(update, "CARRIER_NOTICE"))
        .extracting(update -> update.path("renewalId").asText())
        .doesNotHaveDuplicates();
  }

  /** How many such updates there are, once there are enough, or after a while. */
  private long awaitUpdates(String kind, int enough) throws InterruptedException {
    long end = System.nanoTime() + Patience.LONG.toNanos();
    long found;
    do {
      int seen = observed.count(Output.UPDATES);
      found = observed.count(Output.UPDATES, update -> isOut(update, kind));
      if (found < enough) {
        observed.awaitCount(Output.UPDATES, seen + 1, Duration.ofSeconds(1));
      }
    } while (found < enough && System.nanoTime() < end);
    return found;
  }

  private static boolean isOut(JsonNode update, String kind) {
    return kind.equals(update.path("kind").asText())
        && update.path("renewalId").asText().startsWith("OUT-");
  }

  private static Stream<String> paid(int n) {
    Instant now = Instant.now();
    return Stream.of(
        """
        {"type":"renewal-requested","renewalId":"OUT-%1$d","channelId":"app","carrierId":"carrier-out",\
        "merchantId":"M-OUT","terminalId":"T-%1$d","iccid":"89861%1$014d",\
        "plan":{"planId":"p","validity":"P1M","dataBytes":1},\
        "amountDue":{"minorUnits":5000,"currency":"CNY"},"requestedAt":"%2$s"}\
        """
            .formatted(n, now),
        """
        {"type":"payment","paymentId":"P-OUT-%1$d","renewalId":"OUT-%1$d","channelId":"app",\
        "status":"SETTLED","amount":{"minorUnits":5000,"currency":"CNY"},"occurredAt":"%2$s"}\
        """
            .formatted(n, now));
  }

  private void publish(List<String> lines) throws Exception {
    Path file = Platform.folder().resolve("carrier-out.ndjson");
    Files.write(file, lines);
    assertThat(Cli.run(settings(Component.PUBLISH), "publish", file.toString()).exit()).isZero();
  }

  private boolean killOneOnTheWay() {
    try {
      boolean begun = observed.awaitCount(Output.ACTIVATIONS, RENEWALS / 4, Patience.LONG);
      boolean underWay = observed.count(Output.ACTIVATIONS) < RENEWALS * 3 / 5;
      stack.instances(Service.ACTIVATION).get(1).kill();
      stack.startInstance(Service.ACTIVATION, "activation-2").awaitReady();
      return begun && underWay;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private List<String> liveActivations() {
    return stack.instances(Service.ACTIVATION).stream()
        .filter(ServiceProcess::isAlive)
        .map(ServiceProcess::url)
        .toList();
  }

  private Map<String, String> settings(Component user) {
    Map<String, String> settings =
        new TreeMap<>(stack.security().orElseThrow().settingsOf(user.user()));
    settings.put("kafka.bootstrap.servers", stack.settings().text("kafka.bootstrap.servers", ""));
    settings.put("schema.registry.url", stack.settings().text("schema.registry.url", ""));
    settings.put("provenance.keys", stack.settings().text("provenance.keys", ""));
    settings.put("activation.url", liveActivations().getFirst());
    return settings;
  }
}
