package renewals.producer.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.client.UnavailableException;
import renewals.kit.kafka.LastingProducer;

class ClaimWriterTest {

  private static final long AT_MOST_SECONDS = 30;

  private final Kafka kafka = new Kafka();
  private long offset;
  private final NonceClaims claims = new NonceClaims(Clock.systemUTC());
  private ClaimWriter writer = writer(Duration.ZERO);

  @AfterEach
  void close() {
    kafka.goOn();
    kafka.answerAll();
    writer.close();
  }

  @Test
  void shouldWriteTheClaimsOfAMomentAsOneRecord() throws InterruptedException {
    List<CompletableFuture<Boolean>> outcomes =
        IntStream.range(0, 500).mapToObj(this::add).toList();
    writer.start();

    readBack(kafka.next());

    assertThat(outcomes).allSatisfy(one -> assertThat(one).isCompletedWithValue(true));
  }

  @Test
  void shouldLeaveWhatIsTooMuchForOneRecordToTheNext() throws InterruptedException {
    List<CompletableFuture<Boolean>> outcomes =
        IntStream.rangeClosed(0, ClaimGroup.MOST).mapToObj(this::add).toList();
    writer.start();

    readBack(kafka.next());
    assertThat(outcomes.getLast()).isNotDone();
    readBack(kafka.next());

    assertThat(outcomes).allSatisfy(one -> assertThat(one).isCompletedWithValue(true));
  }

  @Test
  void shouldGatherWhatComesInThePauseAfterARecord() throws InterruptedException {
    writer = writer(Duration.ofSeconds(1));
    writer.start();
    CompletableFuture<Boolean> alone = add(0);
    ProducerRecord<String, byte[]> first = kafka.next();
    List<CompletableFuture<Boolean>> meanwhile =
        IntStream.rangeClosed(1, 100).mapToObj(this::add).toList();

    readBack(first);
    readBack(kafka.next());

    assertThat(alone).isCompletedWithValue(true);
    assertThat(meanwhile).allSatisfy(one -> assertThat(one).isCompletedWithValue(true));
  }

  /** A broker that is away holds up no later claim. */
  @Test
  void shouldNotWaitForTheAnswerToTheRecordBefore() throws InterruptedException {
    writer.start();
    CompletableFuture<Boolean> unanswered = add(0);
    ProducerRecord<String, byte[]> unused = kafka.next();
    CompletableFuture<Boolean> next = add(1);

    readBack(kafka.next());

    assertThat(unanswered).isNotDone();
    assertThat(next).isCompletedWithValue(true);
  }

  @Test
  void shouldWaitAtTheEndForWhatIsOnItsWay() throws InterruptedException {
    writer.start();
    CompletableFuture<Boolean> unused = add(0);
    ProducerRecord<String, byte[]> onItsWay = kafka.next();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(writer::close);

    assertThat(closing).failsWithin(Duration.ofMillis(500));
    assertThat(kafka.completeNext()).as("%s", onItsWay.key()).isTrue();

    assertThat(closing).succeedsWithin(Duration.ofSeconds(AT_MOST_SECONDS));
  }

  /** Events go by it as well. */
  @Test
  void shouldLeaveTheProducerOpenAtTheEnd() {
    writer.start();
    writer.close();

    assertThat(kafka.closed()).isFalse();
  }

  /** Of two claims of a nonce one has to lie before the other. */
  @Test
  void shouldWriteAllIntoOnePartition() throws InterruptedException {
    writer.start();
    List<ProducerRecord<String, byte[]>> written = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Boolean> outcome = add(i);
      written.add(kafka.next());
      readBack(written.getLast());
      assertThat(outcome).isCompletedWithValue(true);
    }

    assertThat(written).extracting(ProducerRecord::partition).containsOnly(0);
    assertThat(written).extracting(ProducerRecord::key).doesNotHaveDuplicates();
  }

  @Test
  void shouldFailClaimsThatKafkaDidNotTake() throws InterruptedException {
    CompletableFuture<Boolean> outcome = add(0);
    writer.start();
    ProducerRecord<String, byte[]> unused = kafka.next();

    assertThat(kafka.errorNext(new TimeoutException("nobody there"))).isTrue();

    assertThatThrownBy(outcome::join).hasCauseInstanceOf(UnavailableException.class);
  }

  /** Whatever kafka.max.block.ms the producer of events has. */
  @Test
  void shouldFailClaimsInTimeThoughTheProducerWaitsForKafka() throws InterruptedException {
    Duration patience = Duration.ofMillis(300);
    writer =
        new ClaimWriter(
            "request-nonces",
            new LastingProducer<>(() -> kafka),
            claims,
            () -> {},
            Duration.ZERO,
            patience);
    kafka.holdUp();
    writer.start();
    CompletableFuture<Boolean> sent = add(0);
    kafka.awaitHeldUp();
    CompletableFuture<Boolean> gathered = add(1);

    for (CompletableFuture<Boolean> outcome : List.of(sent, gathered)) {
      assertThatThrownBy(() -> outcome.get(AT_MOST_SECONDS, TimeUnit.SECONDS))
          .hasCauseInstanceOf(UnavailableException.class);
    }
    kafka.goOn();
    ProducerRecord<String, byte[]> unused = kafka.next();
  }

  @Test
  void shouldFailClaimsThatComeAtTheEnd() {
    writer.start();
    writer.close();

    assertThatThrownBy(add(0)::join).hasCauseInstanceOf(UnavailableException.class);
  }

  @Test
  void shouldFailClaimsThatComeAfterItsThreadHasEnded() {
    kafka.sendException = new InterruptException("interrupted");
    assertThat(Thread.interrupted()).as("which that exception does to its maker").isTrue();
    CompletableFuture<Boolean> outcome = add(0);
    writer.start();

    assertThatThrownBy(() -> outcome.get(AT_MOST_SECONDS, TimeUnit.SECONDS))
        .hasCauseInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> add(1).get(AT_MOST_SECONDS, TimeUnit.SECONDS))
        .hasCauseInstanceOf(UnavailableException.class);
  }

  private ClaimWriter writer(Duration pause) {
    return new ClaimWriter(
        "request-nonces", new LastingProducer<>(() -> kafka), claims, () -> {}, pause);
  }

  private CompletableFuture<Boolean> add(int number) {
    return writer.add(
        new NonceClaim(NonceId.of("k", "nonce-" + number), Instant.now().getEpochSecond()));
  }

  private void readBack(ProducerRecord<String, byte[]> record) {
    claims.read(record.key(), record.value(), offset++, Instant.now().toEpochMilli());
  }

  /** Tells what it was sent. */
  private static final class Kafka extends MockProducer<String, byte[]> {

    private final BlockingQueue<ProducerRecord<String, byte[]>> sent = new LinkedBlockingQueue<>();
    private final CountDownLatch heldUp = new CountDownLatch(1);
    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);

    private Kafka() {
      super(false, null, new StringSerializer(), new ByteArraySerializer());
    }

    private void holdUp() {
      mayGoOn = new CountDownLatch(1);
    }

    private void awaitHeldUp() throws InterruptedException {
      assertThat(heldUp.await(AT_MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    private void goOn() {
      mayGoOn.countDown();
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, Callback callback) {
      heldUp.countDown();
      try {
        mayGoOn.await();
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
      Future<RecordMetadata> outcome = super.send(record, callback);
      sent.add(record);
      return outcome;
    }

    /** What is on its way and what follows. */
    private void answerAll() {
      while (completeNext()) {
        // the next one
      }
    }

    private ProducerRecord<String, byte[]> next() throws InterruptedException {
      ProducerRecord<String, byte[]> next = sent.poll(AT_MOST_SECONDS, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
      return next;
    }
  }
}
