package renewals.faults;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import renewals.faults.fault.Fault;
import renewals.faults.fault.FaultMaker;
import renewals.faults.fault.InSync;
import renewals.faults.load.LiveOutputs;
import renewals.faults.load.Probes;
import renewals.faults.load.Probes.Answered;
import renewals.faults.oracle.Recovery;
import renewals.faults.oracle.Violation;
import renewals.stack.process.StackException;

/** One fault after the other, each followed by the question whether everything goes on. */
final class FaultLoop {

  private final Fault.Stage stage;
  private final FaultMaker maker;
  private final Probes probes;
  private final LiveOutputs live;
  private final FaultLog log;
  private final List<Recovery> recoveries = new ArrayList<>();
  private final List<Violation> troubles = new ArrayList<>();

  FaultLoop(Fault.Stage stage, FaultMaker maker, Probes probes, LiveOutputs live, FaultLog log) {
    this.stage = stage;
    this.maker = maker;
    this.probes = probes;
    this.live = live;
    this.log = log;
  }

  /** Goes on until the load is over; the last fault is put right. */
  List<Recovery> run(BooleanSupplier loaded) throws InterruptedException {
    while (loaded.getAsBoolean()) {
      Thread.sleep(maker.pause());
      recoveries.add(one(maker.next()));
      live.mustBeReading();
    }
    return List.copyOf(recoveries);
  }

  /** What did not come back as it should while a fault was made or put right. */
  List<Violation> troubles() {
    return List.copyOf(troubles);
  }

  private Recovery one(Fault fault) throws InterruptedException {
    log.say("%3d %s".formatted(recoveries.size() + 1, describe(fault)));
    try {
      fault.apply(stage);
      Thread.sleep(fault.lasts());
    } catch (StackException e) {
      trouble(fault, e);
    }
    try {
      fault.heal(stage);
    } catch (StackException e) {
      trouble(fault, e);
      stage.cluster().mend();
    }
    Answered answered = probes.run();
    log.say(
        String.format(
            Locale.ROOT,
            "      whole again after %.1f s, told after %.1f s; %d activations, %d notices so far",
            seconds(answered.usable()),
            seconds(answered.told()),
            live.activations(),
            live.told()));
    // The next fault must not take the last good copy: that would be more than is promised.
    try {
      InSync.await(stage.cluster().direct());
    } catch (StackException e) {
      trouble(fault, e);
    }
    stage.cluster().mend();
    return new Recovery(
        describe(fault),
        fault.kind().toString(),
        answered.usable(),
        answered.told(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private void trouble(Fault fault, StackException e) {
    log.say("      trouble: " + e.getMessage());
    troubles.add(new Violation("I5", describe(fault), String.valueOf(e.getMessage())));
  }

  private static String describe(Fault fault) {
    String victims =
        switch (fault) {
          case Fault.Kill kill -> kill.victims().toString();
          case Fault.Zombie zombie -> zombie.victim().toString();
          case Fault.StateDeleted deleted -> deleted.victim().toString();
          case Fault.RollingRestart rolling -> rolling.inOrder().toString();
          case Fault.BrokersDown down -> down.victims().toString();
          case Fault.BrokerZombie zombie -> zombie.victim().toString();
          case Fault.BrokersRoll roll -> roll.inOrder().toString();
          case Fault.RegistryFault registry -> registry.starter().toString();
          case Fault.NetFault net ->
              "%s to %s, %s"
                  .formatted(
                      net.victim(),
                      net.broker() < 0 ? "all brokers" : "broker-" + (net.broker() + 1),
                      net.weather());
          case Fault.Poisoned poisoned -> poisoned.records() + " records";
          case Fault.Late late -> late.renewals() + " renewals";
        };
    return String.format(
        Locale.ROOT, "%s %s for %.1f s", fault.kind(), victims, seconds(fault.lasts()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
