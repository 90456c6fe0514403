package renewals.kit.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A producer that outlives Kafka's: an idempotent one that has met certain errors refuses every
 * record from then on, and says so. It is replaced before the next record, at most once a second;
 * what it had under way ends as failed. What is sent again through the next one may come twice, so
 * that must be harmless to whoever reads it. Thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // which producer it is, not what it is like
public final class LastingProducer<K, V> {

  private static final Logger LOG = LoggerFactory.getLogger(LastingProducer.class);
  private static final long LEAST_NANOS_BETWEEN = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Producer<K, V>> producers;
  private final LongSupplier nanoTime;
  private volatile Producer<K, V> current;
  private volatile @Nullable Producer<K, V> failed;
  private KafkaClientMetrics kafkaMetrics;
  private @Nullable MeterRegistry meters;
  private @Nullable Counter replaced;
  private long latestNanos;
  private boolean closed;

  /** One producer, and the next when it is needed. They are closed with this. */
  public LastingProducer(Supplier<Producer<K, V>> producers) {
    this(producers, System::nanoTime);
  }

  LastingProducer(Supplier<Producer<K, V>> producers, LongSupplier nanoTime) {
    this.producers = producers;
    this.nanoTime = nanoTime;
    this.current = producers.get();
    this.kafkaMetrics = new KafkaClientMetrics(current);
    this.latestNanos = nanoTime.getAsLong() - LEAST_NANOS_BETWEEN;
  }

  /** Binds Kafka's own metrics of the producer, and how many had to be replaced. */
  public synchronized void bindTo(MeterRegistry registry) {
    meters = registry;
    replaced =
        Counter.builder("renewals.producers.replaced")
            .description("Kafka producers that failed for good and were replaced")
            .register(registry);
    kafkaMetrics.bindTo(registry);
  }

  /** Like {@link #send(ProducerRecord, Callback)}; the future alone says what became of it. */
  public Future<RecordMetadata> send(ProducerRecord<K, V> record) {
    return send(record, (metadata, failure) -> {});
  }

  /**
   * Sends one record.
   *
   * @param callback hears what became of it, unless an exception says so at once
   * @return the same; fails with what the callback hears
   * @throws KafkaException it can't be sent
   * @throws IllegalStateException this was closed
   */
  public Future<RecordMetadata> send(ProducerRecord<K, V> record, Callback callback) {
    Producer<K, V> producer = current;
    if (producer == failed) {
      producer = replace(producer);
    }
    Producer<K, V> used = producer;
    try {
      return used.send(
          record,
          (metadata, failure) -> {
            if (failure != null && isLasting(failure)) {
              fails(used, failure);
            }
            callback.onCompletion(metadata, failure);
          });
    } catch (InterruptException | SerializationException e) {
      throw e;
    } catch (KafkaException e) {
      // thrown instead of failing the record: it has this against all records
      if (e.getCause() instanceof KafkaException || e.getCause() instanceof IllegalStateException) {
        fails(used, e);
      }
      throw e;
    } catch (IllegalStateException e) {
      if (isClosed()) {
        throw e;
      }
      fails(used, e);
      throw new KafkaException("the producer takes nothing any more", e);
    }
  }

  /** Waits for what is under way, and no longer than that. */
  public void close(Duration timeout) {
    Producer<K, V> last;
    synchronized (this) {
      closed = true;
      last = current;
      kafkaMetrics.close();
    }
    last.close(timeout);
  }

  /** What a producer answers a record with that it will answer all later ones with, too. */
  private static boolean isLasting(Exception failure) {
    return failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof ClusterAuthorizationException
        || failure instanceof UnsupportedVersionException;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private void fails(Producer<K, V> producer, Exception failure) {
    synchronized (this) {
      if (closed || producer != current || producer == failed) {
        return;
      }
      failed = producer;
    }
    LOG.error("the Kafka producer failed for good and will be replaced", failure);
  }

  private Producer<K, V> replace(Producer<K, V> old) {
    Producer<K, V> next;
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (closed || current != old || now - latestNanos < LEAST_NANOS_BETWEEN) {
        return current;
      }
      latestNanos = now;
      next = producers.get();
      kafkaMetrics.close();
      kafkaMetrics = new KafkaClientMetrics(next);
      MeterRegistry registry = meters;
      if (registry != null) {
        kafkaMetrics.bindTo(registry);
      }
      Counter counter = replaced;
      if (counter != null) {
        counter.increment();
      }
      current = next;
      failed = null;
    }
    // It waits for the old one's thread, which may wait for us to hear of another failure.
    old.close(Duration.ZERO);
    LOG.warn("a new Kafka producer is in use");
    return next;
  }
}
