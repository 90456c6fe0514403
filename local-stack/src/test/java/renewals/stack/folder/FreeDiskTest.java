package renewals.stack.folder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.stack.process.StackException;

class FreeDiskTest {

  private static final long MEGABYTE = 1L << 20;

  @TempDir private Path data;

  @Test
  void shouldRefuseADiskWithLessRoomThanIsNeededAndNameBoth() {
    assertThatThrownBy(() -> FreeDisk.refuse(data, 100 * MEGABYTE, 512 * MEGABYTE, "the demo"))
        .isInstanceOf(StackException.class)
        .hasMessageContainingAll(data.toString(), "100 MB left", "at least 512 MB for the demo");
  }

  @Test
  void shouldLookAtTheDiskOfThatFolder() {
    assertThatThrownBy(() -> FreeDisk.demand(data, Long.MAX_VALUE, "more than any disk has"))
        .isInstanceOf(StackException.class);
    assertThatCode(() -> FreeDisk.demand(data, 1, "one byte")).doesNotThrowAnyException();
  }
}
