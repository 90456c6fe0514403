package renewals.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LastingProducerTest {

  private static final Duration AT_MOST = Duration.ofSeconds(10);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final List<MockProducer<String, String>> made = new ArrayList<>();
  private final List<Exception> told = new ArrayList<>();
  private LastingProducer<String, String> lasting;

  @BeforeEach
  void open() {
    lasting = new LastingProducer<>(this::make, nanos::get);
    lasting.bindTo(meters);
  }

  @AfterEach
  void close() {
    lasting.close(Duration.ZERO);
  }

  static Stream<RuntimeException> lastingFailures() {
    return Stream.of(
        new ProducerFencedException("fenced"),
        new InvalidProducerEpochException("old epoch"),
        new ClusterAuthorizationException("may not write"),
        new UnsupportedVersionException("too old"));
  }

  @ParameterizedTest
  @MethodSource("lastingFailures")
  void shouldMakeANewProducerAfterAnAnswerThatLasts(RuntimeException failure) {
    send();
    made.getFirst().errorNext(failure);
    assertThat(told).containsExactly(failure);

    send();
    assertThat(made).hasSize(2);
    assertThat(made.getFirst().closed()).isTrue();
    assertThat(made.getLast().history()).hasSize(1);
    assertThat(replaced()).isEqualTo(1);
  }

  @Test
  void shouldMakeANewProducerAfterOneThatThrowsWhatItHasAgainstAllRecords() {
    made.getFirst().sendException =
        new KafkaException(
            "Cannot execute transactional method because we are in an error state",
            new KafkaException("Unexpected error in InitProducerIdResponse"));
    assertThatThrownBy(this::send).isInstanceOf(KafkaException.class);

    send();
    assertThat(made).hasSize(2);
    assertThat(replaced()).isEqualTo(1);
  }

  @Test
  void shouldMakeANewProducerAfterOneThatWasClosed() {
    made.getFirst().close();
    assertThatThrownBy(this::send).isInstanceOf(KafkaException.class);

    send();
    assertThat(made).hasSize(2);
  }

  @Test
  void shouldEndAsFailedWhatTheFailedProducerHadUnderWay() {
    send();
    send();
    made.getFirst().errorNext(new ProducerFencedException("fenced"));

    send();
    assertThat(told).hasSize(2);
  }

  @Test
  void shouldHearOfALaterFailureWhileTheOldProducerIsClosed() {
    AtomicBoolean heard = new AtomicBoolean();
    MockProducer<String, String> waiting =
        new MockProducer<>(false, null, new StringSerializer(), new StringSerializer()) {
          @Override
          public void close(Duration timeout) {
            Thread network =
                Thread.ofPlatform()
                    .daemon()
                    .start(
                        () -> {
                          errorNext(new ProducerFencedException("fenced"));
                          heard.set(true);
                        });
            try {
              network.join(AT_MOST);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            super.close(timeout);
          }
        };
    List<Producer<String, String>> next = new ArrayList<>(List.of(waiting, make()));
    LastingProducer<String, String> producer = new LastingProducer<>(next::removeFirst, nanos::get);
    Future<RecordMetadata> first = producer.send(new ProducerRecord<>("topic", "one"));
    Future<RecordMetadata> second = producer.send(new ProducerRecord<>("topic", "two"));
    waiting.errorNext(new ProducerFencedException("fenced"));

    Future<RecordMetadata> third = producer.send(new ProducerRecord<>("topic", "three"));

    assertThat(heard).isTrue();
    assertThat(List.of(first, second)).allMatch(Future::isDone);
    assertThat(third.isDone()).isFalse();
    producer.close(Duration.ZERO);
  }

  static Stream<RuntimeException> passingFailures() {
    return Stream.of(
        new TimeoutException("expired"),
        new OutOfOrderSequenceException("the client bumps its epoch itself"));
  }

  @ParameterizedTest
  @MethodSource("passingFailures")
  void shouldKeepTheProducerAfterWhatPasses(RuntimeException failure) {
    send();
    made.getFirst().errorNext(failure);

    send();
    assertThat(made).hasSize(1);
  }

  @Test
  void shouldKeepTheProducerWhereAValueCannotBeWritten() {
    made.getFirst().sendException =
        new SerializationException("no schema", new KafkaException("registry"));
    assertThatThrownBy(this::send).isInstanceOf(SerializationException.class);

    made.getFirst().sendException = null;
    send();
    assertThat(made).hasSize(1);
  }

  @Test
  void shouldMakeNoMoreThanOneASecondWhileEachFails() {
    for (int i = 0; i < 100; i++) {
      made.forEach(
          producer ->
              producer.sendException = new IllegalStateException("it is in an error state"));
      assertThatThrownBy(this::sendAndFail).isInstanceOf(RuntimeException.class);
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
    }

    assertThat(made.size()).isBetween(10, 12);
  }

  @Test
  void shouldMakeNoneAfterItWasClosed() {
    lasting.close(Duration.ZERO);
    assertThatThrownBy(this::send).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(this::send).isInstanceOf(IllegalStateException.class);

    assertThat(made).hasSize(1);
  }

  private void sendAndFail() {
    send();
    throw new IllegalStateException("it went through a new one");
  }

  private void send() {
    var unused =
        lasting.send(
            new ProducerRecord<>("topic", "key", "value"),
            (metadata, failure) -> {
              if (failure != null) {
                told.add(failure);
              }
            });
  }

  private double replaced() {
    return meters.get("renewals.producers.replaced").counter().count();
  }

  /** On closing, fails what is under way, as Kafka's own does when it is given no time. */
  private Producer<String, String> make() {
    MockProducer<String, String> producer =
        new MockProducer<>(false, null, new StringSerializer(), new StringSerializer()) {
          @Override
          public void close(Duration timeout) {
            while (errorNext(new KafkaException("Producer is closed forcefully."))) {
              // all of them
            }
            super.close(timeout);
          }
        };
    made.add(producer);
    return producer;
  }
}
