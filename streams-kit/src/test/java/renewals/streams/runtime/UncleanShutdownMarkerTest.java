package renewals.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UncleanShutdownMarkerTest {

  @TempDir private Path folder;

  private final AtomicInteger deleted = new AtomicInteger();

  private UncleanShutdownMarker marker() {
    return UncleanShutdownMarker.in(folder.resolve("state"), "renewals");
  }

  private void set() {
    marker().set(deleted::incrementAndGet);
  }

  @Test
  void shouldDeleteNothingAtTheFirstStart() {
    set();

    assertThat(deleted).hasValue(0);
  }

  @Test
  void shouldDeleteNothingAfterAnOrderlyStop() {
    set();
    marker().remove();
    set();

    assertThat(deleted).hasValue(0);
  }

  @Test
  void shouldDeleteTheStateThatAKilledProcessLeft() {
    set();
    set();

    assertThat(deleted).hasValue(1);
  }

  @Test
  void shouldDeleteAgainAfterEachKill() {
    set();
    set();
    set();

    assertThat(deleted).hasValue(2);
  }

  @Test
  void shouldKeepTheMarkWhereTheStateCannotBeDeleted() {
    set();
    assertThatThrownBy(
            () ->
                marker()
                    .set(
                        () -> {
                          throw new IllegalStateException("in use");
                        }))
        .hasMessage("in use");
    set();

    assertThat(deleted).hasValue(1);
  }

  @Test
  void shouldNotTakeTheMarkOfAnotherApplicationForItsOwn() {
    UncleanShutdownMarker.in(folder.resolve("state"), "other").set(deleted::incrementAndGet);
    set();

    assertThat(deleted).hasValue(0);
  }

  @Test
  void shouldNameTheFileThatCannotBeWritten() throws Exception {
    Files.createFile(folder.resolve("state"));

    assertThatThrownBy(this::set).hasMessageContaining("state/renewals.running");
  }
}
