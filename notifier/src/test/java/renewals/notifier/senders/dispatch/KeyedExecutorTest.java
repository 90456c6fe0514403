package renewals.notifier.senders.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KeyedExecutorTest {

  private static final Duration SLOW = Duration.ofSeconds(2);
  private static final KeyedExecutor.Limits LIMITS =
      new KeyedExecutor.Limits(16, 8, 6, 2, 100, 300, SLOW);

  private long nanos;

  /** Started tasks, which run when the test says so. */
  private final ArrayDeque<Runnable> started = new ArrayDeque<>();

  private final List<String> ran = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final KeyedExecutor executor = new KeyedExecutor(started::add, LIMITS, () -> nanos);
  private boolean isTelling = true;

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void shouldLeaveHalfToQuickReceiversHoweverManyAreSilent() {
    learnThatIsQuick("good");
    for (int i = 0; i < 50; i++) {
      offer("silent", merchant("silent" + i), host("a" + i + ".example"));
    }
    assertThat(started).hasSize(8);

    for (int i = 0; i < 50; i++) {
      offer("good", merchant("good"), host("good.example"));
    }

    assertThat(started).hasSizeGreaterThanOrEqualTo(8 + 3);
    ArrayDeque<Runnable> silent = new ArrayDeque<>();
    IntStream.range(0, 8).forEach(i -> silent.add(started.remove()));
    while (!started.isEmpty()) {
      end(Duration.ZERO);
    }
    assertThat(ran).hasSize(1 + 50).containsOnly("good");
  }

  @Test
  void shouldHoldAMerchantToHisShareWhateverHostsAndPortsHeMakes() {
    for (int i = 0; i < 20; i++) {
      offer("any", merchant("one"), host("a" + i + ".evil.example"));
    }

    assertThat(started).hasSize(2);
  }

  @Test
  void shouldHoldAHostToItsShareWhoeverItsMerchantsAre() {
    for (int i = 0; i < 20; i++) {
      offer("any", merchant("m" + i), host("one.example"));
    }

    assertThat(started).hasSize(2);
  }

  @Test
  void shouldHoldAnAddressToHalfThoughItsHostsAndMerchantsAreMany() {
    for (int i = 0; i < 20; i++) {
      learnThatIsQuick("m" + i);
    }
    for (int i = 0; i < 20; i++) {
      offer(
          "any",
          merchant("m" + i),
          host("m" + i + ".example"),
          new KeyedExecutor.Key("address/one", false));
    }

    assertThat(started).hasSize(8);
  }

  @Test
  void shouldHalveTheShareOfASlowKeyAndGrowItWithEachQuickAnswer() {
    offerMany(40);
    assertThat(started).hasSize(2);
    end(Duration.ZERO);
    end(Duration.ZERO);
    assertThat(started).as("two more than at first").hasSize(4);

    end(SLOW);
    assertThat(started).as("half of four, three still run").hasSize(3);
    end(SLOW);
    end(SLOW);
    end(SLOW);
    assertThat(started).as("one at a time").hasSize(1);
    for (int i = 0; i < 10; i++) {
      end(Duration.ZERO);
    }
    assertThat(started).as("as many as a key may have").hasSize(6);
  }

  @Test
  void shouldLetFewerWaitForAReceiverThatWasSlow() {
    offer("any", merchant("one"), host("one.example"));
    end(SLOW);

    assertThat(offerMany(100)).isEqualTo(1 + 5);
  }

  @Test
  void shouldTakeNoMoreOfTheUnknownThanCanWaitButAllOfTheQuick() {
    learnThatIsQuick("good");
    int taken = 0;
    for (int i = 0; i < 400; i++) {
      taken += offer("any", merchant("m" + i), host("h" + i + ".example")) ? 1 : 0;
    }
    assertThat(taken).isEqualTo(8 + 300);

    assertThat(offer("good", merchant("good"), host("good.example"))).isTrue();
  }

  @Test
  void shouldBeginWhatHasTheSameKeysInOrder() {
    IntStream.range(0, 20).forEach(i -> offer("" + i, merchant("one"), host("one.example")));
    while (!started.isEmpty()) {
      end(Duration.ZERO);
    }

    assertThat(ran)
        .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "" + i).toList());
  }

  @Test
  void shouldRunASilentReceiversLaterOnceItAnswers() {
    offer("first", merchant("one"), host("one.example"));
    end(SLOW);
    offer("second", merchant("one"), host("one.example"));
    end(Duration.ZERO);

    assertThat(ran).containsExactly("first", "second");
  }

  @Test
  void shouldNeverRunMoreAtOnceThanAllowed() throws Exception {
    KeyedExecutor real =
        new KeyedExecutor(threads, new KeyedExecutor.Limits(3, 3, 2, 2, 1000, 1000, SLOW));
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(400);
    for (int i = 0; i < 400; i++) {
      real.offer(
          List.of(merchant("m" + i % 5)),
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
            done.countDown();
            return true;
          });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void shouldLearnNothingOfATaskThatDidNotTry() {
    offerMany(40);
    end(SLOW);
    end(SLOW);
    assertThat(started).as("one at a time").hasSize(1);
    isTelling = false;
    for (int i = 0; i < 10; i++) {
      end(Duration.ZERO);
    }

    assertThat(started).as("still one at a time").hasSize(1);
  }

  @Test
  void shouldStartNothingAfterStop() throws Exception {
    offerMany(10);
    executor.stop(Duration.ofMillis(1));
    int before = started.size();
    end(Duration.ZERO);

    assertThat(started).hasSize(before - 1);
    assertThat(offer("any", merchant("m"), host("h"))).isFalse();
  }

  private void learnThatIsQuick(String merchant) {
    offer(merchant, merchant(merchant), host(merchant + ".example"));
    end(Duration.ZERO);
  }

  private int offerMany(int count) {
    int taken = 0;
    for (int i = 0; i < count; i++) {
      taken += offer("any", merchant("one"), host("one.example")) ? 1 : 0;
    }
    return taken;
  }

  private boolean offer(String name, KeyedExecutor.Key... keys) {
    return executor.offer(List.of(keys), () -> ran.add(name) && isTelling);
  }

  /** Lets the one that started first take that long and end. */
  private void end(Duration took) {
    Runnable first = started.remove();
    nanos += took.toNanos();
    first.run();
  }

  private static KeyedExecutor.Key merchant(String name) {
    return new KeyedExecutor.Key("merchant/" + name, true);
  }

  private static KeyedExecutor.Key host(String name) {
    return new KeyedExecutor.Key("host/" + name, true);
  }
}
