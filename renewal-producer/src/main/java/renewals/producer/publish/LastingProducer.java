package renewals.producer.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
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
 * what it had under way ends as failed. A fact counts once, so what is sent again through the next
 * one is harmless. Thread-safe.
 */
final class LastingProducer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LastingProducer.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
  private static final long LEAST_NANOS_BETWEEN = TimeUnit.SECONDS.toNanos(1);

  private final Supplier<Producer<String, SpecificRecord>> producers;
  private final LongSupplier nanoTime;
  private volatile Producer<String, SpecificRecord> current;
  private volatile @Nullable Producer<String, SpecificRecord> failed;
  private KafkaClientMetrics kafkaMetrics;
  private @Nullable MeterRegistry meters;
  private @Nullable Counter replaced;
  private long latestNanos;
  private boolean closed;

  LastingProducer(Supplier<Producer<String, SpecificRecord>> producers, LongSupplier nanoTime) {
    this.producers = producers;
    this.nanoTime = nanoTime;
    this.current = producers.get();
    this.kafkaMetrics = new KafkaClientMetrics(current);
    this.latestNanos = nanoTime.getAsLong() - LEAST_NANOS_BETWEEN;
  }

  synchronized void bindTo(MeterRegistry registry) {
    meters = registry;
    replaced =
        Counter.builder("renewals.intake.producers.replaced")
            .description("Kafka producers that failed for good and were replaced")
            .register(registry);
    kafkaMetrics.bindTo(registry);
  }

  /**
   * Sends one record.
   *
   * @param callback hears what became of it, unless an exception says so at once
   * @throws KafkaException it can't be sent
   */
  void send(ProducerRecord<String, SpecificRecord> record, Callback callback) {
    Producer<String, SpecificRecord> producer = current;
    if (producer == failed) {
      producer = replace(producer);
    }
    Producer<String, SpecificRecord> used = producer;
    try {
      // the callback hears all that the future would tell
      Future<RecordMetadata> unused =
          used.send(
              record,
              (metadata, failure) -> {
                if (failure != null && isLasting(failure)) {
                  fails(used, failure);
                }
                callback.onCompletion(metadata, failure);
              });
    } catch (InterruptException | SerializationException e) {
      throw e;
    } catch (KafkaException | IllegalStateException e) {
      if (isThrownByFailedProducers(e)) {
        fails(used, e);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    Producer<String, SpecificRecord> last;
    synchronized (this) {
      closed = true;
      last = current;
      kafkaMetrics.close();
    }
    last.close(CLOSE_TIMEOUT);
  }

  /** What a producer answers a record with that it will answer all later ones with, too. */
  private static boolean isLasting(Exception failure) {
    return failure instanceof ProducerFencedException
        || failure instanceof InvalidProducerEpochException
        || failure instanceof ClusterAuthorizationException
        || failure instanceof UnsupportedVersionException;
  }

  /**
   * A producer throws, instead of failing the record, what it has against records at large: it has
   * met an error it can't leave, or it is closed. Serializers of ours throw another kind.
   */
  private static boolean isThrownByFailedProducers(RuntimeException thrown) {
    return thrown instanceof IllegalStateException
        || thrown.getCause() instanceof KafkaException
        || thrown.getCause() instanceof IllegalStateException;
  }

  private void fails(Producer<String, SpecificRecord> producer, Exception failure) {
    synchronized (this) {
      if (closed || producer != current || producer == failed) {
        return;
      }
      failed = producer;
    }
    LOG.error("the Kafka producer failed for good and will be replaced", failure);
  }

  private synchronized Producer<String, SpecificRecord> replace(
      Producer<String, SpecificRecord> old) {
    long now = nanoTime.getAsLong();
    if (closed || current != old || now - latestNanos < LEAST_NANOS_BETWEEN) {
      return current;
    }
    latestNanos = now;
    Producer<String, SpecificRecord> next = producers.get();
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
    old.close(Duration.ZERO);
    LOG.warn("a new Kafka producer is in use");
    return next;
  }
}
