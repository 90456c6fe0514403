package renewals.faults.fault;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import renewals.activation.estimate.model.Stage;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Weather;

/** Bad weather between the parts. */
final class LineFaults {

  private LineFaults() {}

  /** A registry that cannot be asked, just when somebody has to. */
  record RegistryFault(Kind kind, Weather weather, Instance starter, int seed, Duration lasts)
      implements Fault {

    private static final int UNKNOWN = 5;

    @Override
    public String on() {
      return starter.toString();
    }

    @Override
    public Set<String> touches() {
      return Set.of(REGISTRY, starter.toString());
    }

    @Override
    public void apply(Stage stage) throws InterruptedException {
      stage.cluster().setRegistry(weather);
      InputFaults.Poisoned.unknownSchemas(stage.outsider(), new Random(seed), UNKNOWN);
      if (kind == Kind.REGISTRY_DOWN) {
        starter.kill();
        starter.start();
      }
    }

    @Override
    public void heal(Stage stage) {
      stage.cluster().setRegistry(new Weather.Fair());
      // One that gave up at its start is started again as an operator would.
      starter.start();
    }
  }

  /**
   * Bad weather between an instance and the brokers.
   *
   * @param broker index of the only one it is about, -1 for all
   */
  record NetFault(Kind kind, Instance victim, int broker, Weather weather, Duration lasts)
      implements Fault {

    @Override
    public String on() {
      return "%s to %s, %s"
          .formatted(victim, broker < 0 ? "all brokers" : "broker-" + (broker + 1), weather);
    }

    @Override
    public Set<String> touches() {
      return Set.of(victim.toString());
    }

    @Override
    public void apply(Stage stage) {
      victim.set(weather, broker < 0 ? null : broker);
    }

    @Override
    public void heal(Stage stage) {
      victim.set(new Weather.Fair(), null);
      victim.start();
    }
  }
}
