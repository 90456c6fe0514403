package renewals.bench.run;

import java.time.Duration;
import java.util.Map;

/** What a contender works with beside its own process and the cluster, for one run. */
interface Beside extends AutoCloseable {

  /** Where that is, as settings of the contender. */
  Map<String, String> settings();

  /** Processor time that it has used so far. */
  Duration cpu();

  /**
   * What has been written to make the contender's state durable, in bytes.
   *
   * @param until epoch milliseconds; what was written later counts only where it cannot be told
   */
  long durableBytes(long until);

  @Override
  void close();

  /** Kafka's internal topics hold the state of that application. */
  static Beside changelogs(Cluster cluster, String applicationId) {
    return new Beside() {
      @Override
      public Map<String, String> settings() {
        return Map.of();
      }

      @Override
      public Duration cpu() {
        return Duration.ZERO;
      }

      @Override
      public long durableBytes(long until) {
        return cluster.internalTopics(applicationId).changelogBytes();
      }

      @Override
      public void close() {
        cluster.forget(applicationId);
      }
    };
  }
}
