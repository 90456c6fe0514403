package renewals.activation.estimate.fit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The carriers that the estimates are tried on. */
final class Worlds {

  private static final Duration SLOWS = Duration.ofDays(26).plusHours(3);

  private static final List<World.Way> LOG_NORMAL =
      List.of(new World.Way(1, World.logNormal(40, 1.2), false));
  private static final List<World.Way> PARETO =
      List.of(new World.Way(1, World.pareto(5, 1.2), false));
  private static final List<World.Way> BIMODAL =
      List.of(
          new World.Way(0.75, World.logNormal(2, 0.5), false),
          new World.Way(0.25, World.logNormal(480, 0.6), false));
  private static final List<World.Way> OFFICE =
      List.of(new World.Way(1, World.logNormal(90, 0.8), true));
  private static final List<World.Way> MACHINE_AND_OFFICE =
      List.of(
          new World.Way(0.6, World.logNormal(2, 0.5), false),
          new World.Way(0.4, World.logNormal(180, 0.7), true));

  private static World world(String name, List<World.Way> ways) {
    return new World(name, 600, ways, List.of(), null, Duration.ofHours(8));
  }

  private static World slowing(String name, List<World.Way> ways) {
    return new World(name, 600, ways, List.of(), SLOWS, Duration.ofHours(8));
  }

  private static World halting(String name, boolean endTold) {
    List<World.Outage> outages = new ArrayList<>();
    for (int day : new int[] {9, 18, 24, 33}) {
      outages.add(
          new World.Outage(Duration.ofDays(day).plusHours(2), Duration.ofHours(6), endTold));
    }
    return new World(name, 600, LOG_NORMAL, outages, null, Duration.ofHours(8));
  }

  private Worlds() {}

  /** A carrier each of its own kind. */
  static List<World> all() {
    return List.of(
        world("heavy tail (log-normal)", LOG_NORMAL),
        world("heavy tail (Pareto 1.2)", PARETO),
        world("bimodal", BIMODAL),
        slowing("log-normal, 3x slower", LOG_NORMAL),
        slowing("Pareto, 3x slower", PARETO),
        slowing("bimodal, 3x slower", BIMODAL),
        halting("outages, end told", true),
        halting("outages, end not told", false),
        world("office hours", OFFICE),
        world("machine, and office hours", MACHINE_AND_OFFICE));
  }

  /** One that takes six times as long through one channel as through the other. */
  static World twoChannels() {
    return new World(
        "two channels, one 6x slower", 600, LOG_NORMAL, List.of(), null, Duration.ofHours(8), 6);
  }

  /** Carriers of whom little is seen: eight renewals a day. */
  static List<World> few() {
    return List.of(
        new World("8 a day, log-normal", 8, LOG_NORMAL, List.of(), null, Duration.ofHours(8)),
        new World("8 a day, Pareto 1.2", 8, PARETO, List.of(), null, Duration.ofHours(2)),
        new World("8 a day, bimodal", 8, BIMODAL, List.of(), null, Duration.ofHours(8)));
  }
}
