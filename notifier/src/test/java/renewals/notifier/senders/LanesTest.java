package renewals.notifier.senders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {

  private static final Duration SHORT = Duration.ofMillis(20);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void stop() {
    release.countDown();
    threads.shutdownNow();
  }

  @Test
  void shouldLetOthersPassWhileOneLaneHangs() throws Exception {
    Lanes lanes = new Lanes(threads, 4, 2, 100);
    for (int i = 0; i < 50; i++) {
      assertThat(lanes.offer("slow", this::hang, SHORT)).isTrue();
    }
    CountDownLatch others = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      assertThat(lanes.offer("quick", others::countDown, SHORT)).isTrue();
    }
    assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldRefuseMoreThanALaneHoldsAndTakeItAgainLater() throws Exception {
    Lanes lanes = new Lanes(threads, 1, 1, 2);
    CountDownLatch done = new CountDownLatch(3);
    Runnable task =
        () -> {
          hang();
          done.countDown();
        };
    assertThat(lanes.offer("a", task, SHORT)).isTrue();
    assertThat(lanes.offer("a", task, SHORT)).isTrue();
    assertThat(lanes.offer("a", task, SHORT)).isTrue();
    assertThat(lanes.offer("a", task, SHORT)).isFalse();

    release.countDown();
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(lanes.offer("a", task, Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void shouldNeverRunMoreAtOnceThanAllowed() throws Exception {
    Lanes lanes = new Lanes(threads, 3, 2, 1000);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(400);
    for (int i = 0; i < 400; i++) {
      lanes.offer(
          "lane" + i % 5,
          () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
            done.countDown();
          },
          SHORT);
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void shouldStartNothingAfterStop() throws Exception {
    Lanes lanes = new Lanes(threads, 1, 1, 10);
    AtomicInteger ran = new AtomicInteger();
    lanes.offer("a", this::hang, SHORT);
    lanes.offer("a", ran::incrementAndGet, SHORT);
    lanes.stop(SHORT);
    release.countDown();
    lanes.stop(Duration.ofSeconds(20));

    assertThat(lanes.offer("a", ran::incrementAndGet, SHORT)).isFalse();
    assertThat(ran.get()).isZero();
  }

  private void hang() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
