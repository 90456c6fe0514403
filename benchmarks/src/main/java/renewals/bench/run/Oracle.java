package renewals.bench.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import renewals.bench.load.Fate;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.SampleEvents;
import renewals.bench.result.Findings;
import renewals.bench.rival.Contender;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;

/** Holds what a contender put out against what the load demands. */
public final class Oracle {

  private static final Duration POLL = Duration.ofMillis(200);

  private final LoadPlan plan;
  private final long written;

  /**
   * An oracle of a load.
   *
   * @param written how many events were written, duplicates too
   */
  public Oracle(LoadPlan plan, long written) {
    this.plan = plan;
    this.written = written;
  }

  /** Reads the answers between two positions, as one who reads committed records only. */
  public Findings examine(
      Contender contender,
      Cluster cluster,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to) {
    AnswerCount count =
        contender.copies()
            ? new CopyCount(written)
            : new ActivationCount(plan, new HttpSchemaRegistry(cluster.registryUrl()));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> begin = new HashMap<>();
      from.forEach(
          (partition, offset) -> {
            if (partition.topic().equals(contender.answers())) {
              begin.put(partition, offset);
            }
          });
      consumer.assign(begin.keySet());
      begin.forEach(consumer::seek);
      while (begin.keySet().stream()
          .anyMatch(partition -> consumer.position(partition) < to.getOrDefault(partition, 0L))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          count.add(record.value());
        }
      }
    }
    return count.findings();
  }

  interface AnswerCount {
    void add(byte[] value);

    Findings findings();
  }

  private static final class CopyCount implements AnswerCount {
    private final long expected;
    private long found;

    CopyCount(long expected) {
      this.expected = expected;
    }

    @Override
    public void add(byte[] value) {
      found++;
    }

    @Override
    public Findings findings() {
      return new Findings(expected, Math.max(0, expected - found), Math.max(0, found - expected));
    }
  }

  /** Each renewal that is paid and approved is activated once, and no other is. */
  static final class ActivationCount implements AnswerCount {
    private final LoadPlan plan;
    private final byte[] activated;
    private final WireReader<Activation> reader;
    private long wrong;

    ActivationCount(LoadPlan plan, SchemaRegistry registry) {
      this.plan = plan;
      this.activated = new byte[plan.renewals()];
      this.reader = new WireReader<>(registry, new Activation());
    }

    @Override
    public void add(byte[] value) {
      add(reader.read(value));
    }

    void add(Activation event) {
      int renewal = SampleEvents.numberOf(event.getRenewalId());
      int place = renewal - plan.first();
      boolean due =
          event.getStatus() == ActivationStatus.ACTIVATED
              && Fate.of(renewal) == Fate.ACTIVATED
              && place >= 0
              && place < plan.ended();
      if (due && activated[place] == 0) {
        activated[place] = 1;
      } else {
        wrong++;
      }
    }

    @Override
    public Findings findings() {
      long expected = plan.activations();
      long found = 0;
      for (byte one : activated) {
        found += one;
      }
      return new Findings(expected, expected - found, wrong);
    }
  }
}
