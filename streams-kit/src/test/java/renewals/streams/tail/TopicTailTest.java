package renewals.streams.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.streams.tail.TopicTail.From;

@Timeout(30)
class TopicTailTest {

  private static final String TOPIC = "outputs";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
  private final Listeners audience = new Listeners();
  private final AtomicInteger notYet = new AtomicInteger();

  private static final class Listeners implements Audience {
    private final Semaphore somebody = new Semaphore(1);
    private final AtomicInteger told = new AtomicInteger();

    void leave() {
      somebody.drainPermits();
    }

    void come() {
      somebody.release();
    }

    @Override
    public boolean await(Duration longest) throws InterruptedException {
      boolean here = somebody.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (here) {
        somebody.release();
      }
      return here;
    }

    @Override
    public void lookAgain() {
      told.incrementAndGet();
    }
  }

  private static MockConsumer<byte[], byte[]> consumer(long end) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(TOPIC, List.of(new PartitionInfo(TOPIC, 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    return consumer;
  }

  private static void add(MockConsumer<byte[], byte[]> consumer, long offset, String id) {
    ConsumerRecord<byte[], byte[]> message =
        new ConsumerRecord<>(TOPIC, 0, offset, null, new byte[0]);
    message.headers().add("id", id.getBytes(StandardCharsets.UTF_8));
    consumer.addRecord(message);
  }

  private TopicTail tail(Queue<MockConsumer<byte[], byte[]>> consumers, From from) {
    return new TopicTail("test", consumers::remove, List.of(TOPIC), from, this::take, CLOCK);
  }

  private void take(ConsumerRecord<byte[], byte[]> message) {
    if (notYet.getAndDecrement() > 0) {
      throw new TopicTail.NotYetException("the registry is away", new IOException("refused"));
    }
    taken.add(new String(message.headers().lastHeader("id").value(), StandardCharsets.UTF_8));
  }

  private String next() throws InterruptedException {
    return taken.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void shouldBeginWithWhatComesFromNowOn() throws Exception {
    MockConsumer<byte[], byte[]> consumer = consumer(7);
    consumer.schedulePollTask(
        () -> {
          add(consumer, 6, "before");
          add(consumer, 7, "R-1");
        });
    try (TopicTail tail =
        tail(new ConcurrentLinkedQueue<>(List.of(consumer)), new From.WhileHeard(audience))) {
      tail.start();

      assertThat(next()).isEqualTo("R-1");
    }
    assertThat(consumer.closed()).isTrue();
    assertThat(taken).isEmpty();
  }

  @Test
  void shouldGoOnWhereItWasAfterAFailure() throws Exception {
    MockConsumer<byte[], byte[]> first = consumer(0);
    MockConsumer<byte[], byte[]> second = consumer(9);
    first.schedulePollTask(() -> add(first, 0, "R-0"));
    first.schedulePollTask(() -> first.setPollException(new KafkaException("broker is away")));
    second.schedulePollTask(
        () -> {
          add(second, 0, "R-0");
          add(second, 1, "R-1");
        });
    try (TopicTail tail =
        tail(new ConcurrentLinkedQueue<>(List.of(first, second)), new From.WhileHeard(audience))) {
      tail.start();

      assertThat(next()).isEqualTo("R-0");
      assertThat(next()).isEqualTo("R-1");
    }
    assertThat(taken).isEmpty();
  }

  @Test
  void shouldComeBackToWhatItsHandlerCannotTakeYet() throws Exception {
    MockConsumer<byte[], byte[]> first = consumer(2);
    MockConsumer<byte[], byte[]> second = consumer(2);
    first.schedulePollTask(() -> add(first, 0, "R-0"));
    second.schedulePollTask(() -> add(second, 0, "R-0"));
    notYet.set(1);
    try (TopicTail tail =
        tail(new ConcurrentLinkedQueue<>(List.of(first, second)), new From.TheBeginning())) {
      tail.start();

      assertThat(next()).isEqualTo("R-0");
    }
    assertThat(first.closed()).isTrue();
  }

  @Test
  void shouldReadFromTheBeginningWhereAsked() throws Exception {
    MockConsumer<byte[], byte[]> consumer = consumer(2);
    consumer.schedulePollTask(() -> add(consumer, 0, "R-0"));
    try (TopicTail tail =
        tail(new ConcurrentLinkedQueue<>(List.of(consumer)), new From.TheBeginning())) {
      tail.start();

      assertThat(next()).isEqualTo("R-0");
    }
  }

  @Test
  void shouldReadNothingWhileNobodyListens() throws Exception {
    MockConsumer<byte[], byte[]> consumer = consumer(7);
    consumer.schedulePollTask(
        () -> {
          add(consumer, 6, "before");
          add(consumer, 7, "R-1");
        });
    audience.leave();
    try (TopicTail tail =
        tail(new ConcurrentLinkedQueue<>(List.of(consumer)), new From.WhileHeard(audience))) {
      tail.start();
      assertThat(taken.poll(1, TimeUnit.SECONDS)).isNull();

      audience.come();

      assertThat(next()).isEqualTo("R-1");
      assertThat(audience.told).hasValue(1);
    }
  }
}
