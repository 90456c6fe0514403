package renewals.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import renewals.faults.load.Outsider;

/** Inputs nobody expects. Nothing of them has to be put right: the records stay. */
final class InputFaults {

  /** The topics that are read as they come. */
  private static final List<String> TOPICS =
      List.of("renewal-requests", "renewal-payments", "carrier-reviews", "carrier-status");

  private InputFaults() {}

  /** Records that nobody can use. */
  static Fault poisoned(int seed, int records, Duration lasts) {
    return of(
        Kind.POISON,
        records + " records",
        lasts,
        stage -> {
          Random random = new Random(seed);
          Outsider.Poison[] kinds = Outsider.Poison.values();
          for (int n = 0; n < records; n++) {
            stage.outsider().poison(topic(random), kinds[random.nextInt(kinds.length)], random);
          }
        });
  }

  /** Renewals that come 30 days late. */
  static Fault late(int renewals, Duration lasts) {
    return of(Kind.LATE, renewals + " renewals", lasts, stage -> stage.late().send(renewals));
  }

  /** Renewals by a version of the schemas that nobody here knows yet. */
  static Fault newer(int renewals, Duration lasts) {
    return of(
        Kind.NEWER_SCHEMA, renewals + " renewals", lasts, stage -> stage.newer().send(renewals));
  }

  static void unknownSchemas(Outsider outsider, Random random, int count)
      throws InterruptedException {
    for (int n = 0; n < count; n++) {
      outsider.poison(topic(random), Outsider.Poison.UNKNOWN_SCHEMA, random);
    }
  }

  private static String topic(Random random) {
    return TOPICS.get(random.nextInt(TOPICS.size()));
  }

  private static Fault of(Kind kind, String on, Duration lasts, Fault.Step begin) {
    return new Fault(kind, on, Set.of(kind.toString()), lasts, begin, Fault.NOTHING);
  }
}
