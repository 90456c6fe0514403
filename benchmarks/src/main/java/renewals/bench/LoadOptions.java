package renewals.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import renewals.bench.load.LoadPlan;
import renewals.bench.option.Ranges;

/** The options that say which events there are. */
final class LoadOptions {

  private static final int EVENTS_A_RENEWAL = 3;

  /** With fewer a maximum would be that of a JVM still warming up. */
  private static final int LEAST_FOR_A_MAXIMUM = 300_000;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "600000",
      description =
          "How many, three a renewal; default ${DEFAULT-VALUE}, with --latency at least 300000.")
  int events;

  @Option(
      names = "--open-cases",
      paramLabel = "N",
      defaultValue = "50000",
      description = "How many renewals are under way at a time; default ${DEFAULT-VALUE}.")
  int openCases;

  @Option(
      names = "--duplicates",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many of 1000 events come twice; default ${DEFAULT-VALUE}.")
  int duplicates;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the order of events; default ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "How many events a contender reads before it is measured, 0 for none; default: half.")
  @Nullable Integer warmUp;

  /** Refuses what is out of range. */
  void check(Ranges ranges, boolean forMaximum) {
    ranges.demand(
        "--events", events, forMaximum ? LEAST_FOR_A_MAXIMUM : EVENTS_A_RENEWAL, 150_000_000);
    ranges.demand("--open-cases", openCases, 1, 50_000_000);
    ranges.demand("--duplicates", duplicates, 0, 1000);
    ranges.demand("--warm-up", notMeasured(), 0, events - 1);
  }

  /** How many events a contender reads before it is measured. */
  int notMeasured() {
    return warmUp == null ? events / 2 : warmUp;
  }

  /** How many events there are: whole renewals. */
  int events() {
    return events / EVENTS_A_RENEWAL * EVENTS_A_RENEWAL;
  }

  int openCases() {
    return openCases;
  }

  int duplicates() {
    return duplicates;
  }

  long seed() {
    return seed;
  }

  LoadPlan plan() {
    return new LoadPlan(events / EVENTS_A_RENEWAL, openCases, duplicates, seed);
  }
}
