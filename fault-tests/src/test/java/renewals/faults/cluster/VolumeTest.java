package renewals.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeTest {

  private static final byte[] SOMETHING = new byte[100_000];

  @TempDir private Path folder;

  @BeforeEach
  void onlyWhereItMay() {
    assumeTrue(Volume.isPossible(folder.resolve("trial")), "may not mount");
  }

  @AfterEach
  void unmount() {
    Volume.unmountBelow(folder);
  }

  @Test
  void shouldTakeNothingMoreWhenItIsFull() throws IOException {
    Path disk = folder.resolve("disk");
    Volume volume = Volume.mount(disk);
    Files.write(disk.resolve("before"), SOMETHING);

    volume.fill();

    assertThatThrownBy(() -> Files.write(disk.resolve("after"), SOMETHING))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
  }

  @Test
  void shouldHaveRoomAgain() throws IOException {
    Path disk = folder.resolve("disk");
    Volume volume = Volume.mount(disk);
    Files.write(disk.resolve("before"), SOMETHING);
    volume.fill();

    volume.relieve();

    assertThat(Files.write(disk.resolve("after"), SOMETHING)).hasSize(SOMETHING.length);
  }

  @Test
  void shouldUnmountWhatAnEarlierRunLeft() throws IOException {
    Path disk = folder.resolve("disk");
    Volume.mount(disk);
    Files.write(disk.resolve("before"), SOMETHING);

    Volume.unmountBelow(folder);

    assertThat(disk).isEmptyDirectory();
  }
}
