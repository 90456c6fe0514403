package renewals.faults.fault;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import renewals.faults.cluster.Instance;
import renewals.faults.cluster.Weather;

/** Bad weather between the parts. */
final class LineFaults {

  private static final int UNKNOWN_SCHEMAS = 5;

  private LineFaults() {}

  /** A registry that cannot be asked, just when somebody has to. */
  static Fault registry(Kind kind, Weather weather, Instance starter, int seed, Duration lasts) {
    return new Fault(
        kind,
        starter.toString(),
        Set.of(Fault.REGISTRY, starter.toString()),
        lasts,
        stage -> {
          stage.cluster().setRegistry(weather);
          InputFaults.unknownSchemas(stage.outsider(), new Random(seed), UNKNOWN_SCHEMAS);
          if (kind == Kind.REGISTRY_DOWN) {
            starter.kill();
            starter.start();
          }
        },
        stage -> {
          stage.cluster().setRegistry(new Weather.Fair());
          // One that gave up at its start is started again as an operator would.
          starter.start();
        });
  }

  /**
   * Bad weather between an instance and the brokers.
   *
   * @param broker index of the only one it is about, -1 for all
   */
  static Fault net(Kind kind, Instance victim, int broker, Weather weather, Duration lasts) {
    return new Fault(
        kind,
        "%s to %s, %s"
            .formatted(victim, broker < 0 ? "all brokers" : "broker-" + (broker + 1), weather),
        Set.of(victim.toString()),
        lasts,
        stage -> victim.set(weather, broker < 0 ? null : broker),
        stage -> {
          victim.set(new Weather.Fair(), null);
          victim.start();
        });
  }
}
