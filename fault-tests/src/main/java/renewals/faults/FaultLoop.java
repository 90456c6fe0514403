package renewals.faults;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import renewals.faults.evidence.Recovery;
import renewals.faults.fault.Bout;
import renewals.faults.fault.Fault;
import renewals.faults.fault.FaultMaker;
import renewals.faults.fault.InSync;
import renewals.faults.load.Announcer;
import renewals.faults.load.LiveOutputs;
import renewals.faults.load.Probes;
import renewals.faults.load.Probes.Answered;
import renewals.faults.oracle.Violation;
import renewals.stack.process.StackException;

/** One bout of faults after the other, each followed by the question whether everything goes on. */
final class FaultLoop {

  private static final Duration TO_BE_WHOLE = Duration.ofMinutes(3);

  private final Fault.Stage stage;
  private final FaultMaker maker;
  private final Announcer announcer;
  private final Probes probes;
  private final LiveOutputs live;
  private final FaultLog log;
  private final Supplier<String> progress;
  private final List<Recovery> recoveries = new ArrayList<>();
  private final List<Violation> troubles = new ArrayList<>();

  /**
   * A loop.
   *
   * @param announcer has something to say as each bout begins
   * @param progress how far the run is, said after each bout
   */
  FaultLoop(
      Fault.Stage stage,
      FaultMaker maker,
      Announcer announcer,
      Probes probes,
      LiveOutputs live,
      FaultLog log,
      Supplier<String> progress) {
    this.stage = stage;
    this.maker = maker;
    this.announcer = announcer;
    this.probes = probes;
    this.live = live;
    this.log = log;
    this.progress = progress;
  }

  /** Goes on while there is load, and until so many faults were made; all are put right. */
  List<Recovery> run(BooleanSupplier loaded, int faults) throws InterruptedException {
    while (loaded.getAsBoolean() || recoveries.size() < faults) {
      recoveries.addAll(one(maker.next()));
      live.mustBeReading();
    }
    return List.copyOf(recoveries);
  }

  /** What did not come back as it should while a fault was made or put right. */
  List<Violation> troubles() {
    synchronized (troubles) {
      return List.copyOf(troubles);
    }
  }

  private List<Recovery> one(Bout bout) throws InterruptedException {
    int number = recoveries.size();
    for (Bout.Part part : bout.parts()) {
      log.say(
          String.format(
              Locale.ROOT,
              "%3d %s, after %.1f s",
              ++number,
              describe(part.fault()),
              seconds(part.after())));
    }
    announcer.announce();
    makeAll(bout);
    Answered answered = recover(describe(bout));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    log.say(
        String.format(
            Locale.ROOT,
            "      whole again after %.1f s, told after %.1f s, load average %.1f; %d faults, %s",
            seconds(answered.usable()),
            seconds(answered.told()),
            load,
            number,
            progress.get()));
    return bout.parts().stream()
        .map(Bout.Part::fault)
        .map(
            fault ->
                new Recovery(
                    describe(fault),
                    fault.kind().toString(),
                    answered.usable(),
                    answered.told(),
                    load))
        .toList();
  }

  /** Lets them begin, last and be put right, each by itself. */
  private void makeAll(Bout bout) throws InterruptedException {
    try (ExecutorService making = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> parts = new ArrayList<>();
      bout.parts().forEach(part -> parts.add(making.submit(() -> make(part))));
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new StackException("a fault could not be made: " + e.getCause(), e);
    }
  }

  private Void make(Bout.Part part) throws InterruptedException {
    Thread.sleep(part.after());
    Fault fault = part.fault();
    try {
      fault.apply(stage);
      Thread.sleep(fault.lasts());
    } catch (StackException e) {
      trouble(describe(fault), e);
    }
    try {
      fault.heal(stage);
    } catch (StackException e) {
      trouble(describe(fault), e);
    }
    return null;
  }

  /** From the moment when the last one is put right. */
  private Answered recover(String bout) throws InterruptedException {
    stage.cluster().mend();
    Thread operator = Thread.ofVirtual().name("operator").start(this::startWhatEnds);
    Answered answered;
    try {
      answered = probes.run();
    } finally {
      operator.interrupt();
      operator.join();
    }
    try {
      // The next bout must not take the last good copy: that would be more than is promised.
      stage.cluster().awaitWhole(TO_BE_WHOLE);
      InSync.await(stage.cluster().direct());
    } catch (StackException e) {
      trouble(bout, e);
    }
    return answered;
  }

  private void startWhatEnds() {
    try {
      stage.cluster().awaitWhole(TO_BE_WHOLE);
    } catch (StackException e) {
      // Asked again, and told, once the probes have come back.
      log.say("      " + e.getMessage());
    } catch (InterruptedException probesCameBack) {
      Thread.currentThread().interrupt();
    }
  }

  private void trouble(String what, StackException e) {
    log.say("      trouble: " + e.getMessage());
    synchronized (troubles) {
      troubles.add(new Violation("I5", what, String.valueOf(e.getMessage())));
    }
  }

  private static String describe(Bout bout) {
    return bout.parts().stream().map(part -> describe(part.fault())).toList().toString();
  }

  private static String describe(Fault fault) {
    return String.format(
        Locale.ROOT, "%s %s for %.1f s", fault.kind(), fault.on(), seconds(fault.lasts()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
