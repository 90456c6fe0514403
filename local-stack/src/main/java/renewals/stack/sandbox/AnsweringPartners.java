package renewals.stack.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.client.RefusedException;
import renewals.client.RenewalPublisher;
import renewals.kit.Settings;
import renewals.kit.sandbox.ServiceClock;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.stack.sandbox.SandboxAnswers.Answer;
import renewals.stack.sim.partner.KafkaChannel;
import renewals.streams.tail.CommittedConsumers;
import renewals.v1.RenewalRequested;

/**
 * The sandbox's channels and carriers: they read all requests from the beginning and say what is to
 * be said when its time has come. After a restart they say it again, which changes nothing, but for
 * what is so old that its renewal may have been forgotten.
 */
final class AnsweringPartners implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AnsweringPartners.class);

  /** What was said longer ago may be of renewals that are forgotten, and was said before. */
  private static final Duration REMEMBERED = Duration.ofDays(80);

  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LOOK_EVERY_MS = 100;
  private static final long STOP_WITHIN_SECONDS = 10;
  private static final int FETCH_WAIT_MS = 5;

  private final Consumer<byte[], byte[]> requests;
  private final WireReader<RenewalRequested> reader;
  private final RenewalPublisher publisher;
  private final ServiceClock clock;
  private final Instant oldest;
  private final PriorityQueue<Answer> waiting =
      new PriorityQueue<>(Comparator.comparing(Answer::at));
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("sandbox-partners").unstarted(work));

  private AnsweringPartners(
      Consumer<byte[], byte[]> requests,
      WireReader<RenewalRequested> reader,
      RenewalPublisher publisher,
      ServiceClock clock) {
    this.requests = requests;
    this.reader = reader;
    this.publisher = publisher;
    this.clock = clock;
    this.oldest = clock.clock().instant().minus(REMEMBERED);
  }

  /** Partners that begin to answer. */
  static AnsweringPartners start(Settings settings, ServiceClock clock) {
    Map<String, String> kafka = new HashMap<>(settings.below("kafka."));
    // a broker answers one after the other: where the end is would wait for what comes next
    kafka.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, String.valueOf(FETCH_WAIT_MS));
    Consumer<byte[], byte[]> consumer =
        new CommittedConsumers(settings.text("kafka.bootstrap.servers", ""), kafka, clock).get();
    String topic = Topics.RENEWAL_REQUESTS.name();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    AnsweringPartners partners =
        new AnsweringPartners(
            consumer,
            new WireReader<>(
                new HttpSchemaRegistry(settings.url("schema.registry.url", "")),
                new RenewalRequested()),
            RenewalPublisher.open(settings, clock.clock()),
            clock);
    var unused =
        partners.timer.scheduleWithFixedDelay(
            partners::lookAgain, 0, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    return partners;
  }

  /** When the next answer to what has been asked until now is due, if there is one. */
  synchronized Optional<Instant> nextAt() {
    hear();
    return Optional.ofNullable(waiting.peek()).map(Answer::at);
  }

  /** Says what is due; it stands in its topic when this returns. */
  synchronized void sayWhatIsDue() {
    hear();
    Instant now = clock.clock().instant();
    for (Answer next = waiting.peek();
        next != null && !next.at().isAfter(now);
        next = waiting.peek()) {
      try {
        CompletableFuture<?> said = publisher.publish(KafkaChannel.recordOf(next.event()));
        said.join();
      } catch (IllegalStateException e) {
        LOG.warn("no answer, since the contract does not allow it: {}", next.event(), e);
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof RefusedException)) {
          throw new KafkaException("an answer of the sandbox was not taken: " + next.event(), e);
        }
        LOG.warn("no answer, since the contract does not allow it: {}", next.event(), e);
      }
      waiting.remove();
    }
  }

  private void lookAgain() {
    try {
      sayWhatIsDue();
    } catch (RuntimeException e) {
      LOG.warn("the sandbox's partners say nothing for now", e);
    }
  }

  private void hear() {
    Map<TopicPartition, Long> ends = requests.endOffsets(requests.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> requests.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> record : requests.poll(POLL)) {
        answersTo(record);
      }
    }
  }

  /** What can't be read dies in the pipeline, which says so. */
  private void answersTo(ConsumerRecord<byte[], byte[]> record) {
    try {
      RenewalRequested request = reader.read(Objects.requireNonNull(record.value(), "a request"));
      SandboxAnswers.to(request, Instant.ofEpochMilli(record.timestamp())).stream()
          .filter(answer -> answer.at().isAfter(oldest))
          .forEach(waiting::add);
    } catch (RuntimeException e) {
      LOG.info("no answer to {}-{}: {}", record.topic(), record.offset(), e.toString());
    }
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the sandbox's partners do not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    publisher.close();
    requests.close();
  }
}
