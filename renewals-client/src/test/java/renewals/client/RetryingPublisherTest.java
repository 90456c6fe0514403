package renewals.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.schemas.contract.Violation;
import renewals.testing.Samples;
import renewals.v1.PaymentEvent;

class RetryingPublisherTest {

  private static final Acknowledgement TAKEN =
      new Acknowledgement("payment/R1", "renewal-payments", 0, 7);

  private final HandTimer timer = new HandTimer();
  private final Answers answers = new Answers();
  private final PaymentEvent payment = Samples.payment("P1");
  private final RetryingPublisher publisher =
      new RetryingPublisher(answers, Duration.ofMinutes(2), timer, timer::nanos);

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void shouldSayWhereTheEventLiesOfTheTryThatWasTaken() {
    var outcome = publisher.publish(payment);
    answers.fail(new UnavailableException("away", null));
    timer.goOn();
    answers.succeed();

    assertThat(outcome).isCompletedWithValue(TAKEN);
  }

  @Test
  void shouldWaitTwiceAsLongEachTimeUpToThirtySeconds() {
    var unused = publisher.publish(payment);
    for (int failed = 0; failed < 7; failed++) {
      answers.fail(new UnavailableException("away", null));
      timer.goOn();
    }

    assertThat(timer.pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void shouldGiveUpWithTheLastFailureAtTheEndOfItsPatience() {
    var outcome = publisher.publish(payment);
    UnavailableException last = new UnavailableException("still away", null);
    while (!outcome.isDone()) {
      answers.fail(last);
      timer.goOn();
    }

    assertThat(timer.total()).isEqualTo(Duration.ofMinutes(2));
    assertThatThrownBy(outcome::join).hasCause(last);
  }

  @Test
  void shouldNotRepeatWhatBreaksTheContract() {
    var outcome = publisher.publish(payment);
    RefusedException refused = new RefusedException(List.of(new Violation("amount", "-1", "more")));
    answers.fail(refused);

    assertThatThrownBy(outcome::join).hasCause(refused);
    assertThat(timer.pauses).isEmpty();
  }

  @Test
  void shouldRepeatForTheSameParty() {
    var unused = publisher.publishFor("lakala", payment);
    answers.fail(new UnavailableException("away", null));
    timer.goOn();

    assertThat(answers.parties).containsExactly("lakala", "lakala");
  }

  @Test
  void shouldCountWhatWaitsForAnotherTry() {
    var unused = publisher.publish(payment);
    answers.fail(new UnavailableException("away", null));

    assertThat(publisher.waiting()).isEqualTo(1);
  }

  @Test
  void shouldFailWhatWaitsWhenItIsClosed() {
    var outcome = publisher.publish(payment);
    answers.fail(new UnavailableException("away", null));
    publisher.close();

    assertThatThrownBy(outcome::join).hasCauseInstanceOf(UnavailableException.class);
  }

  @Test
  void shouldFailWhatIsRefusedByKafkaAfterItWasClosed() {
    var outcome = publisher.publish(payment);
    publisher.close();
    answers.fail(new UnavailableException("away", null));

    assertThatThrownBy(outcome::join).hasCauseInstanceOf(UnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void shouldRefuseAPatienceThatIsNone(Duration patience) {
    assertThatThrownBy(() -> new RetryingPublisher(answers, patience))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("patience is " + patience);
  }

  /** Answers each try as the test says. */
  private static final class Answers implements EventPublisher {

    private final List<String> parties = new ArrayList<>();
    private CompletableFuture<Acknowledgement> latest = new CompletableFuture<>();

    @Override
    public CompletableFuture<Acknowledgement> publish(SpecificRecord event) {
      latest = new CompletableFuture<>();
      return latest;
    }

    @Override
    public CompletableFuture<Acknowledgement> publishFor(String partyId, SpecificRecord event) {
      parties.add(partyId);
      return publish(event);
    }

    void fail(RuntimeException why) {
      latest.completeExceptionally(why);
    }

    void succeed() {
      latest.complete(TAKEN);
    }
  }

  /** A timer that goes on when the test says so, at once. */
  private static final class HandTimer extends ScheduledThreadPoolExecutor {

    private final List<Duration> pauses = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private long nanos;

    HandTimer() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      // never due by itself; refuses once it is shut down
      ScheduledFuture<?> scheduled = super.schedule(() -> {}, 1, TimeUnit.DAYS);
      pauses.add(Duration.of(delay, unit.toChronoUnit()));
      tasks.add(task);
      return scheduled;
    }

    long nanos() {
      return nanos;
    }

    Duration total() {
      return pauses.stream().reduce(Duration.ZERO, Duration::plus);
    }

    void goOn() {
      if (!tasks.isEmpty()) {
        nanos += pauses.getLast().toNanos();
        tasks.removeLast().run();
      }
    }
  }
}
