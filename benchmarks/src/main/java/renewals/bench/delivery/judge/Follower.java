package renewals.bench.delivery.judge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import renewals.bench.load.BenchException;
import renewals.bench.run.Cluster;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.v1.NoticeReceipt;
import renewals.v1.NoticeResult;

/** Follows receipts, and what senders answered, from the moment it is made. */
public final class Follower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int LEAST_FETCHED = 256 * 1024;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final WireReader<NoticeReceipt> receipts;
  private final WireReader<NoticeResult> results;
  private final List<Endings> endings;
  private final Thread thread;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean stopping;

  private Follower(Cluster cluster, List<Endings> endings) {
    HttpSchemaRegistry registry = new HttpSchemaRegistry(cluster.registryUrl());
    this.receipts = new WireReader<>(registry, new NoticeReceipt());
    this.results = new WireReader<>(registry, new NoticeResult());
    this.endings = endings;
    this.consumer = consumer(cluster);
    Set<TopicPartition> partitions =
        cluster
            .committedEnds(List.of(Topics.NOTICE_RECEIPTS.name(), Topics.NOTICE_RESULTS.name()))
            .keySet();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    this.thread = Thread.ofPlatform().daemon().name("follower").start(this::follow);
  }

  /** Begins; what is written from now on is seen. */
  public static Follower start(Cluster cluster, Endings... endings) {
    return new Follower(cluster, List.of(endings));
  }

  /** What stands on the list of undelivered notices now. */
  public static Set<String> givenUp(Cluster cluster) {
    Map<TopicPartition, Long> ends =
        cluster.committedEnds(List.of(Topics.UNDELIVERED_NOTICES.name()));
    Set<String> listed = new HashSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(cluster)) {
      consumer.assign(ends.keySet());
      consumer.seekToBeginning(ends.keySet());
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          String id = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            listed.remove(id);
          } else {
            listed.add(id);
          }
        }
      }
    }
    return listed;
  }

  /**
   * Says if it can't follow any more.
   *
   * @throws BenchException it can't
   */
  public void mustFollow() {
    RuntimeException why = failure.get();
    if (why != null) {
      throw new BenchException("receipts could not be followed: " + why, why);
    }
  }

  private void follow() {
    try (consumer) {
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
      }
    } catch (WakeupException e) {
      // it was closed
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.NOTICE_RECEIPTS.name())) {
      NoticeReceipt receipt = receipts.read(record.value());
      endings.forEach(one -> one.receipt(receipt));
    } else {
      NoticeResult result = results.read(record.value());
      Instant keptAt = Instant.ofEpochMilli(record.timestamp());
      endings.forEach(one -> one.result(result, keptAt));
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Cluster cluster) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            cluster.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            // many at once: what a reader costs the broker, the notifier lacks
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            LEAST_FETCHED),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
