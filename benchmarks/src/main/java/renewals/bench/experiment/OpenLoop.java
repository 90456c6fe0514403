package renewals.bench.experiment;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import renewals.bench.load.BenchException;
import renewals.bench.load.Fate;
import renewals.bench.load.LoadPlan;
import renewals.bench.load.Preload;
import renewals.bench.load.SampleEvents;
import renewals.bench.result.Latencies;
import renewals.bench.run.Cluster;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;

/**
 * Sends a load at a steady rate whatever comes back, and notes when each activation can be read by
 * readers of committed records.
 *
 * <p>Each event has its moment from the start. What is sent late because something stood still
 * counts as late: nothing is left out that a partner would have noticed.
 */
final class OpenLoop {

  private static final Duration POLL = Duration.ofMillis(20);
  private static final long UNACKNOWLEDGED = 0;
  private static final int BATCH_LINGER_MS = 20;

  /** What the project's own client for partners waits for more to send. */
  private static final int CLIENT_LINGER_MS = 2;

  /** A sleep for each event would cost more than the event. */
  private static final long SHORTEST_SLEEP_NANOS = 1_000_000;

  private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

  private final LoadPlan plan;
  private final Cluster cluster;
  private final long nanosBetween;
  private final AtomicLongArray dueAt;
  private final AtomicLongArray acknowledgedAt;
  private final BitSet seen = new BitSet();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private volatile long mostLateNanos;

  /**
   * A loop.
   *
   * @param eventsPerSecond how fast
   */
  OpenLoop(LoadPlan plan, Cluster cluster, double eventsPerSecond) {
    this.plan = plan;
    this.cluster = cluster;
    this.nanosBetween = Math.max(1, Math.round(1e9 / eventsPerSecond));
    this.dueAt = new AtomicLongArray(plan.renewals());
    this.acknowledgedAt = new AtomicLongArray(plan.renewals());
  }

  /**
   * Sends all, in batches as a busy intake would, and reads nothing.
   *
   * @return how many were sent, all of which are acknowledged
   */
  long sendOnly() {
    send(BATCH_LINGER_MS, "lz4");
    failIfRefused();
    return plan.events();
  }

  /**
   * Sends all, as the project's own client does, and reads until every activation has come, or none
   * for half a minute.
   */
  Latencies run(String topic, Map<TopicPartition, Long> from) throws InterruptedException {
    Latencies latencies = new Latencies(plan.activations());
    Thread sender =
        Thread.ofPlatform().name("open-loop").start(() -> send(CLIENT_LINGER_MS, "none"));
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> begin = new HashMap<>();
      from.forEach(
          (partition, offset) -> {
            if (partition.topic().equals(topic)) {
              begin.put(partition, offset);
            }
          });
      consumer.assign(begin.keySet());
      begin.forEach(consumer::seek);
      WireReader<Activation> reader =
          new WireReader<>(new HttpSchemaRegistry(cluster.registryUrl()), new Activation());
      long lastAt = System.nanoTime();
      while (!latencies.isComplete()
          && (sender.isAlive() || System.nanoTime() - lastAt < PATIENCE_NANOS)) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          lastAt = System.nanoTime();
          note(reader.read(record.value()), lastAt, latencies);
        }
        failIfRefused();
      }
    } finally {
      sender.interrupt();
      sender.join();
    }
    latencies.sentLate(mostLateNanos);
    return latencies;
  }

  private void note(Activation activation, long now, Latencies latencies) {
    int number = SampleEvents.numberOf(activation.getRenewalId());
    int place = number - plan.first();
    boolean due =
        place >= 0
            && place < plan.renewals()
            && activation.getStatus() == ActivationStatus.ACTIVATED
            && Fate.of(number) == Fate.ACTIVATED;
    if (!due || seen.get(place)) {
      latencies.wrong();
      return;
    }
    seen.set(place);
    long acknowledged = acknowledgedAt.get(place);
    latencies.add(now - dueAt.get(place), acknowledged == UNACKNOWLEDGED ? 0 : now - acknowledged);
  }

  private void send(int lingerMillis, String compression) {
    Preload events = new Preload(new HttpSchemaRegistry(cluster.registryUrl()));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMillis,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                compression),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      long[] next = {System.nanoTime()};
      plan.play(
          (renewal, part) -> {
            long at = next[0];
            next[0] += nanosBetween;
            await(at);
            int place = renewal - plan.first();
            // the last of a renewal's events to be sent is the one that stays noted
            dueAt.set(place, at);
            acknowledgedAt.set(place, UNACKNOWLEDGED);
            var unused =
                producer.send(
                    events.record(renewal, part),
                    (sent, refused) -> {
                      acknowledgedAt.set(place, System.nanoTime());
                      if (refused != null) {
                        failure.compareAndSet(null, refused);
                      }
                    });
          });
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void await(long at) {
    if (Thread.currentThread().isInterrupted()) {
      throw new BenchException("interrupted while sending");
    }
    long now = System.nanoTime();
    while (now < at) {
      LockSupport.parkNanos(Math.max(at - now, SHORTEST_SLEEP_NANOS));
      now = System.nanoTime();
    }
    mostLateNanos = Math.max(mostLateNanos, now - at);
  }

  private void failIfRefused() {
    Exception first = failure.get();
    if (first != null) {
      throw new BenchException("the load could not be sent: " + first, first);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            cluster.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed"),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
