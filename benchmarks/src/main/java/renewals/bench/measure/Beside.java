package renewals.bench.measure;

import java.time.Duration;
import java.util.Map;

/** What a contender works with beside its own process and the cluster, for one run. */
interface Beside extends AutoCloseable {

  /** Where that is, as settings of the contender. */
  Map<String, String> settings();

  /** Processor time that it has used so far. */
  Duration cpu();

  /** What has been written to make the contender's state durable, in bytes; -1: not known. */
  long durableBytes();

  @Override
  void close();

  /** For one that keeps its state in files of its own. */
  Beside NOTHING =
      new Beside() {
        @Override
        public Map<String, String> settings() {
          return Map.of();
        }

        @Override
        public Duration cpu() {
          return Duration.ZERO;
        }

        @Override
        public long durableBytes() {
          return -1;
        }

        @Override
        public void close() {
          // its files lie in the run's folder
        }
      };

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
      public long durableBytes() {
        return cluster.bytesOf(applicationId, "-changelog");
      }

      @Override
      public void close() {
        cluster.forget(applicationId);
      }
    };
  }
}
