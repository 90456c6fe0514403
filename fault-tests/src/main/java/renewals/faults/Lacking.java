package renewals.faults;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import renewals.faults.cluster.Clocks;
import renewals.faults.cluster.Tills;
import renewals.faults.cluster.Volume;
import renewals.faults.fault.Kind;

/** What this machine, or the call, lacks for some kinds of faults. */
final class Lacking {

  private static final int ENOUGH_TO_SCALE = 3;

  private Lacking() {}

  /**
   * What is needed for each kind that cannot be.
   *
   * @param folder of the data
   */
  static Map<Kind, String> of(Path folder, int instances, boolean hasPrevious) {
    Map<Kind, String> lacking = new EnumMap<>(Kind.class);
    if (!Volume.isPossible(folder.resolve("state").resolve("trial"))) {
      lacking.put(Kind.DISK_FULL, "the right to mount a tmpfs");
    }
    if (!Clocks.arePossible()) {
      lacking.put(Kind.CLOCK, "libfaketime, on Debian in the package faketime");
    }
    Tills.missing().ifPresent(what -> lacking.put(Kind.TERMINALS_DOWN, what));
    if (instances < ENOUGH_TO_SCALE) {
      lacking.put(Kind.SCALE, "--instances %d or more".formatted(ENOUGH_TO_SCALE));
    }
    if (!hasPrevious) {
      lacking.put(Kind.UPGRADE, "--previous");
    }
    return lacking;
  }
}
