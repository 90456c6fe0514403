package renewals.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import renewals.activation.estimate.model.Stage;
import renewals.faults.load.Outsider;

/** Inputs nobody expects. */
final class InputFaults {

  /** The topics that are read as they come. */
  private static final List<String> TOPICS =
      List.of("renewal-requests", "renewal-payments", "carrier-reviews", "carrier-status");

  private InputFaults() {}

  /** Records that nobody can use. */
  record Poisoned(int seed, int records, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.POISON;
    }

    @Override
    public String on() {
      return records + " records";
    }

    @Override
    public Set<String> touches() {
      return Set.of(kind().toString());
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      Random random = new Random(seed);
      Outsider.Poison[] kinds = Outsider.Poison.values();
      for (int n = 0; n < records; n++) {
        stage.outsider().poison(topic(random), kinds[random.nextInt(kinds.length)], random);
      }
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

    @Override
    public void heal(Stage stage) {
      // the records stay
    }
  }

  /** Renewals that come 30 days late. */
  record Late(int renewals, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.LATE;
    }

    @Override
    public String on() {
      return renewals + " renewals";
    }

    @Override
    public Set<String> touches() {
      return Set.of(kind().toString());
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      stage.late().send(renewals);
    }

    @Override
    public void heal(Stage stage) {
      // nothing is wrong with them
    }
  }

  /** Renewals by a version of the schemas that nobody here knows yet. */
  record Newer(int renewals, Duration lasts) implements Fault {
    @Override
    public Kind kind() {
      return Kind.NEWER_SCHEMA;
    }

    @Override
    public String on() {
      return renewals + " renewals";
    }

    @Override
    public Set<String> touches() {
      return Set.of(kind().toString());
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      stage.newer().send(renewals);
    }

    @Override
    public void heal(Stage stage) {
      // they must be applied like any other
    }
  }
}
