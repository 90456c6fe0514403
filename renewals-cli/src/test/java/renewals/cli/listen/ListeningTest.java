package renewals.cli.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.cli.tail.FollowedLines;
import renewals.notifier.NoticePreview.Previewed;

/** Two outputs that are read at once end together. */
@Timeout(30)
class ListeningTest {

  private static final Duration IDLE = Duration.ofMillis(300);

  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();

  @Test
  void shouldTakeWhatBothBring() {
    listening(Integer.MAX_VALUE).follow(List.of(lines("a1", "a2"), lines("b1")), true, IDLE);

    assertThat(taken).containsExactlyInAnyOrder("a1", "a2", "b1");
    assertThat(begun).hasValue(1);
  }

  @Test
  void shouldEndBothWhereNobodyTakesAnyMore() {
    listening(1).follow(List.of(lines("a1", "a2"), lines()), true, null);

    assertThat(taken).containsExactly("a1");
  }

  @Test
  void shouldEndBothAndSayWhyWhereOneFails() {
    IllegalStateException why = new IllegalStateException("no broker");

    assertThatThrownBy(
            () -> listening(Integer.MAX_VALUE).follow(List.of(lines(), failing(why)), true, null))
        .isSameAs(why);
  }

  private Listening listening(int most) {
    return new Listening(
        line -> List.of(new Previewed(line, "M-1", "PAID", "WEBHOOK", "", "{}")),
        notice -> {
          taken.add(notice.noticeId());
          return taken.size() < most;
        },
        begun::incrementAndGet);
  }

  /** Brings these, and then nothing until it is stopped. */
  private static FollowedLines lines(String... lines) {
    CountDownLatch stopped = new CountDownLatch(1);
    return new FollowedLines() {
      @Override
      public void follow(boolean fromBeginning, Runnable begun, Predicate<String> sink) {
        begun.run();
        if (Stream.of(lines).allMatch(sink)) {
          await(stopped);
        }
      }

      @Override
      public void stop() {
        stopped.countDown();
      }
    };
  }

  private static FollowedLines failing(RuntimeException why) {
    return new FollowedLines() {
      @Override
      public void follow(boolean fromBeginning, Runnable begun, Predicate<String> sink) {
        throw why;
      }

      @Override
      public void stop() {
        // it has ended
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
