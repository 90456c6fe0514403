package renewals.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that do not get ready. */
class StartWatchTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path logs;
  private final List<String> told = new ArrayList<>();

  @Test
  void shouldSayWhatItWaitsForAsLongAsItWaits() {
    try (ChildProcess child = ChildProcess.start(saying("hello"), logs)) {
      child.awaitReady(
          new StartWatch(SOON, Duration.ofMillis(1), told::add), () -> told.size() > 2);
    }

    assertThat(told).allMatch(line -> line.matches("waiting for part, \\d+ s of at most 30"));
  }

  @Test
  void shouldGiveUpWhenTheTimeIsOverAndSayHowToGiveMore() {
    try (ChildProcess child = ChildProcess.start(saying("hello"), logs)) {
      StartWatch watch = StartWatch.begin(Duration.ofMillis(1), told::add);

      assertThatThrownBy(() -> child.awaitReady(watch, () -> false))
          .isInstanceOf(StackException.class)
          .hasMessageContainingAll("part is not ready after 0 s", "--wait");
    }
  }

  @Test
  void shouldShowTheLogOfThisStartOnly() throws IOException {
    Files.writeString(logs.resolve("part.log"), "of the run before\n");

    try (ChildProcess child = ChildProcess.start(ending(), logs)) {
      StartWatch watch = StartWatch.begin(SOON, told::add);

      assertThatThrownBy(() -> child.awaitReady(watch, () -> false))
          .hasMessageContainingAll("part ended with exit code", "no.such.Main")
          .hasMessageNotContaining("of the run before");
    }
  }

  private static JavaChild saying(String word) {
    return new JavaChild(
        "part",
        List.of("-Xmx32m"),
        JavaChild.ownClassPath(),
        Waiting.class.getName(),
        List.of(word));
  }

  private static JavaChild ending() {
    return new JavaChild(
        "part", List.of("-Xmx32m"), JavaChild.ownClassPath(), "no.such.Main", List.of());
  }

  /** Says a word and waits to be stopped. */
  static final class Waiting {
    private Waiting() {}

    public static void main(String[] args) throws InterruptedException {
      System.out.println(args[0]);
      Thread.currentThread().join();
    }
  }
}
