package renewals.bench.run;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import renewals.bench.load.BenchException;
import renewals.bench.rival.Contender;
import renewals.bench.rival.Contender.Kind;

/** What contenders share: broker, registry, and a PostgreSQL where one of them needs it. */
public final class Surroundings implements AutoCloseable {

  private final Conditions conditions;
  private final Cluster cluster;
  private final @Nullable PostgresServer postgres;

  private Surroundings(Conditions conditions, Cluster cluster, @Nullable PostgresServer postgres) {
    this.conditions = conditions;
    this.cluster = cluster;
    this.postgres = postgres;
  }

  /** Starts all that these contenders need. */
  public static Surroundings start(Conditions conditions, Collection<Contender> contenders) {
    Cluster cluster = Cluster.start(conditions);
    try {
      boolean sql = contenders.stream().anyMatch(one -> one.kind() == Kind.POSTGRES);
      return new Surroundings(conditions, cluster, sql ? PostgresServer.start() : null);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Those of a contender that needs nothing but a cluster, which stays the caller's. */
  public static Surroundings of(Conditions conditions, Cluster cluster) {
    return new Surroundings(conditions, cluster, null);
  }

  Conditions conditions() {
    return conditions;
  }

  public Cluster cluster() {
    return cluster;
  }

  /** What that contender keeps its state in. */
  Beside beside(Contender contender, String id) {
    if (contender.kind() == Kind.FLINK) {
      return new FlinkCheckpoints();
    }
    if (contender.kind() != Kind.POSTGRES) {
      return Beside.changelogs(cluster, id);
    }
    if (postgres == null) {
      throw new BenchException(contender.label() + " needs a PostgreSQL");
    }
    return postgres.database(id.replace('-', '_'));
  }

  @Override
  public void close() {
    try {
      if (postgres != null) {
        postgres.close();
      }
    } finally {
      cluster.close();
    }
  }
}
