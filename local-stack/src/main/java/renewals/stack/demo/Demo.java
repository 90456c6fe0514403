package renewals.stack.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import renewals.cli.access.Component;
import renewals.cli.tail.Output;
import renewals.kit.LinkSettings;
import renewals.kit.Settings;
import renewals.stack.LocalStack;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.StackPlan;
import renewals.stack.StackPlan.StackPorts;
import renewals.stack.folder.DataFolder;
import renewals.stack.folder.FreeDisk;
import renewals.stack.process.StackException;
import renewals.stack.process.StartWatch;
import renewals.stack.secure.SimulatedParties;
import renewals.stack.sim.Simulation;
import renewals.stack.sim.partner.Partners;
import renewals.stack.verify.Guarantee;
import renewals.stack.verify.GuaranteeCheck;
import renewals.stack.verify.ObservedOutputs;
import renewals.stack.verify.OutputWatch;
import renewals.stack.verify.SettlingWait;
import renewals.stack.verify.count.ConservationCheck;
import renewals.stack.verify.count.Counts;
import renewals.stack.verify.query.QueryCheck;

/** Starts everything, plays the simulation, shows it, and checks the guarantees. */
public final class Demo {

  private static final int PARTITIONS = 4;

  /** 2,000 renewals left 30 MB behind: twice that, since Kafka and the stores clean up later. */
  private static final long NEEDED_BY_RENEWAL = 32L << 10;

  private static final Duration TO_OPEN = Duration.ofSeconds(30);
  private static final Duration TO_SETTLE = Duration.ofMinutes(5);

  private final DemoPlan plan;
  private final Map<String, String> given;
  private final Function<Consumer<String>, StartWatch> starting;
  private final PrintWriter out;
  private final ObservedOutputs observed = new ObservedOutputs();

  /**
   * A demonstration.
   *
   * @param given settings of the services, on top of what the demonstration needs
   * @param starting begins a start, of which somebody is told how it goes
   * @param out where it shows itself
   */
  public Demo(
      DemoPlan plan,
      Map<String, String> given,
      Function<Consumer<String>, StartWatch> starting,
      PrintWriter out) {
    this.plan = plan;
    this.given = given;
    this.starting = starting;
    this.out = out;
  }

  /** Runs it. */
  public Summary run() {
    try (DataFolder folder = DataFolder.take("--data", plan.data())) {
      return run(folder);
    }
  }

  private Summary run(DataFolder folder) {
    long began = System.nanoTime();
    // Until all guarantees held, what happened may have to be looked at.
    boolean kept = true;
    folder.clear();
    FreeDisk.demand(
        folder.path(),
        FreeDisk.LEAST + plan.renewals() * NEEDED_BY_RENEWAL,
        plan.renewals() + " renewals");
    say("renewals %d, seed %d".formatted(plan.renewals(), plan.seed()));
    try (Simulation simulation = Simulation.open(plan.seed(), plan.renewals());
        LocalStack stack = LocalStack.start(stackPlan(simulation), starting.apply(this::say))) {
      say("ready after %d s".formatted(secondsSince(began)));
      LinkedPage page = new LinkedPage(linkTo(simulation.waitingRenewal(), stack.settings()));
      List<Guarantee> guarantees = play(simulation, stack, page);
      Summary summary = new Summary(plan.renewals(), plan.seed(), secondsSince(began), guarantees);
      summary.print(out);
      if (plan.report() != null) {
        summary.writeJson(plan.report());
      }
      kept = plan.keep() || !summary.allHeld();
      if (plan.staysUp()) {
        say(
            "%nthe stack stays up, Ctrl-C stops it; the page of the link: %s"
                .formatted(page.link()));
        awaitEnd();
      }
      return summary;
    } finally {
      if (kept) {
        say(
            "data and logs are kept in %1$s; ./renewals up --data %1$s%2$s"
                .formatted(plan.data(), plan.secure() ? " --secure" : ""));
      } else {
        folder.clear();
      }
    }
  }

  private StackPlan stackPlan(Simulation simulation) {
    Map<String, String> settings = new TreeMap<>(simulation.settings());
    settings.putAll(given);
    return new StackPlan(plan.data(), StackPorts.FREE, PARTITIONS, 1, settings, plan.secure());
  }

  private static String linkTo(String renewalId, Settings settings) {
    return LinkSettings.links(settings)
        .orElseThrow(() -> new StackException("the stack has no links to its pages"))
        .to(renewalId, Clock.systemUTC().instant());
  }

  private List<Guarantee> play(Simulation simulation, LocalStack stack, LinkedPage page) {
    Partners partners =
        Partners.of(stack.url(Service.PRODUCER))
            .with(stack.parties().map(SimulatedParties::tokens).orElse(Map.of()));
    try (OutputWatch watch = OutputWatch.start(stack.settingsAs(Component.TAIL.user()), observed);
        LiveView view = new LiveView(out, plan.terminal(), () -> live(simulation))) {
      simulation.play(
          stack.settingsAs(Component.PUBLISH.user()),
          partners,
          plan.data().resolve("sim"),
          plan.duration(),
          observed,
          waiting -> {
            show(page);
            view.start();
          });
      SettlingWait.await(new GuaranteeCheck(simulation, observed), observed, watch, TO_SETTLE);
      watch.mustBeReading();
    }
    List<Guarantee> guarantees = check(simulation, stack);
    guarantees.add(page.guarantee());
    return guarantees;
  }

  /** Before anything else is played: whoever looks at it now sees it change. */
  private void show(LinkedPage page) {
    if (page.awaitWaiting(TO_OPEN)) {
      say("a merchant's page: he has paid and waits for his carrier; open it and see it change");
    } else {
      say("a merchant's page, which does not show yet that he waits for his carrier");
    }
    say(page.link());
    say("playing");
  }

  /** Until the process is told to end: the stack stops itself then. */
  private static void awaitEnd() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Guarantee> check(Simulation simulation, LocalStack stack) {
    GuaranteeCheck outputs = new GuaranteeCheck(simulation, observed);
    List<Guarantee> guarantees = new ArrayList<>(outputs.guarantees());
    ConservationCheck counts = new ConservationCheck(stack.settings());
    guarantees.add(1, counts.inTopics(simulation.sentCount()));
    List<String> activations =
        stack.instances(Service.ACTIVATION).stream().map(ServiceProcess::url).toList();
    guarantees.add(2, counts.judged(Counts.read(activations), observed.count(Output.DEAD_LETTERS)));
    QueryCheck queries = new QueryCheck(stack.url(Service.ACTIVATION));
    guarantees.add(queries.renewals(simulation.truths()));
    guarantees.add(queries.cards(simulation.truths(), observed.of(Output.ACTIVATIONS)));
    guarantees.add(queries.cardReports(simulation.cardReportTruths()));
    guarantees.add(queries.merchantLists(simulation.truths()));
    return guarantees;
  }

  private List<String> live(Simulation simulation) {
    Map<String, Integer> activations = observed.countBy(Output.ACTIVATIONS, "status");
    return List.of(
        "sent %d".formatted(simulation.sentCount()),
        "activated %d".formatted(activations.getOrDefault("ACTIVATED", 0)),
        "reversed %d".formatted(activations.getOrDefault("REVERSED", 0)),
        "updates %d".formatted(observed.count(Output.UPDATES)),
        "notices received %d, %d of them SMS"
            .formatted(simulation.receivedCount(), simulation.smsCount()),
        "dead letters %d".formatted(observed.count(Output.DEAD_LETTERS)));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private static long secondsSince(long began) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
  }
}
