package renewals.bench.intake;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import renewals.bench.load.SampleEvents;
import renewals.bench.option.Ranges;
import renewals.bench.result.PairedRatios;
import renewals.bench.result.Report;
import renewals.bench.run.Cluster;
import renewals.bench.run.Conditions;
import renewals.kit.Settings;
import renewals.schemas.json.EventJson;
import renewals.stack.MadeSecrets;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.command.StartOptions;
import renewals.stack.folder.DataFolder;
import renewals.stack.folder.FreeDisk;

/** {@code ./renewals bench intake-signatures}. */
@Command(
    name = "intake-signatures",
    description =
        "How many events a second the intake takes from partners that show nothing, a token, or an"
            + " Ed25519 signature: rounds of all three in turn, forwards and backwards; exit code 0"
            + " only if every event was taken.",
    mixinStandardHelpOptions = true)
public final class IntakeSignatures implements Callable<Integer> {

  /** Passes over all that aren't measured: the compiler is done then. */
  private static final int WARM_UPS = 8;

  private static final int WARM_UP_SECONDS = 3;

  private static final double FIRST_GUESS = 500;

  @Spec private CommandSpec spec;
  @Mixin private StartOptions starting;

  @Option(
      names = "--partners",
      paramLabel = "N",
      defaultValue = "64",
      description = "That send at once; default ${DEFAULT-VALUE}.")
  private int partners;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "9",
      description = "Of each kind, 7 at least; default ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "8",
      description = "How long a round lasts, more or less; default ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".local/bench",
      description = "Folder of data and logs, cleared first; default ${DEFAULT-VALUE}.")
  private Path data;

  private final Map<Credential, Double> rates = new EnumMap<>(Credential.class);
  private final Map<Credential, List<Round>> measured = new EnumMap<>(Credential.class);
  private final SampleEvents events = new SampleEvents(Instant.now());
  private int next;

  /** Two intakes, one without parties and one with them, what they write to, and who sends. */
  private record Stage(
      ServiceProcess without, ServiceProcess with, long brokerPid, List<Partner> partners) {}

  @Override
  public Integer call() {
    Ranges ranges = new Ranges(spec);
    ranges.demand("--partners", partners, 1, 200);
    ranges.demand("--rounds", rounds, PairedRatios.LEAST_PAIRS, 100);
    ranges.demand("--seconds", seconds, 1, 120);
    try (DataFolder taken = DataFolder.take("--data", data)) {
      taken.clear();
      FreeDisk.demand(taken.path(), FreeDisk.LEAST, "the benchmark");
      Report report = run(taken.path());
      Path file = taken.path().resolve("intake-signatures.json");
      report.write(file, conditions());
      say(report.text());
      say("the same as JSON: " + file);
      return report.isRight() ? 0 : 1;
    }
  }

  private Report run(Path folder) {
    List<Partner> all = IntStream.range(0, partners).mapToObj(Partner::new).toList();
    Conditions conditions =
        new Conditions(
            folder,
            4,
            1,
            384,
            100,
            0,
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            starting.atMost());
    try (Cluster cluster = Cluster.start(conditions)) {
      Map<String, String> open = new TreeMap<>(cluster.settings());
      open.putAll(MadeSecrets.provenance(Settings.of(Map.of()), folder));
      Map<String, String> closed = new TreeMap<>(open);
      closed.put(
          "parties.file",
          Partner.write(all, folder.toAbsolutePath().resolve("parties.yaml")).toString());
      try (ServiceProcess without =
              ServiceProcess.start(Service.PRODUCER, "intake-open", open, folder, 0);
          ServiceProcess with =
              ServiceProcess.start(Service.PRODUCER, "intake", closed, folder, 0)) {
        without.awaitReady();
        with.awaitReady();
        Stage stage = new Stage(without, with, cluster.brokerPid(), all);
        say("not measured, to warm up");
        for (int pass = 1; pass <= WARM_UPS; pass++) {
          // each intake twice: what has seen more is faster
          round(Credential.NONE, WARM_UP_SECONDS, stage);
          rounds(1, WARM_UP_SECONDS, stage);
        }
        measured.clear();
        rounds(rounds, seconds, stage);
      }
    }
    return Comparison.report(measured);
  }

  private void rounds(int count, int length, Stage stage) {
    List<Credential> order = new ArrayList<>(List.of(Credential.values()));
    for (int number = 1; number <= count; number++) {
      for (Credential credential : order) {
        Round round = round(credential, length, stage);
        measured.computeIfAbsent(credential, none -> new ArrayList<>()).add(round);
        say(
            String.format(
                Locale.ROOT,
                "round %d, %s: %.0f events a second, p50 %.2f ms, p99 %.2f ms, %.0f us of the"
                    + " intake's processors for one, %d failed",
                number,
                credential.label(),
                round.perSecond(),
                round.millis(Comparison.P50),
                round.millis(Comparison.P99),
                round.forOne(ProcessorTime::intake),
                round.failed()));
      }
      Collections.reverse(order);
    }
  }

  /** Signs everything first: that is the partners' work, on machines of their own. */
  private Round round(Credential credential, int length, Stage stage) {
    ServiceProcess intake = credential == Credential.NONE ? stage.without() : stage.with();
    int port = URI.create(intake.url()).getPort();
    int each = (int) Math.ceil(rates.getOrDefault(credential, FIRST_GUESS) * length / partners);
    int first = next;
    next += each * partners;
    List<List<byte[]>> requests =
        IntStream.range(0, partners)
            .parallel()
            .mapToObj(
                sender ->
                    IntStream.range(0, each)
                        .mapToObj(
                            number ->
                                stage
                                    .partners()
                                    .get(sender)
                                    .request(
                                        credential,
                                        port,
                                        EventJson.write(
                                            events.payment(first + sender * each + number))))
                        .toList())
            .toList();
    Round round = Round.play(intake, stage.brokerPid(), port, requests);
    rates.put(credential, round.perSecond());
    return round;
  }

  private Map<String, Object> conditions() {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("partners", partners);
    said.put("rounds", rounds);
    said.put("seconds", seconds);
    said.put("processors", Runtime.getRuntime().availableProcessors());
    said.put("java", Runtime.version().toString());
    return said;
  }

  private void say(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
