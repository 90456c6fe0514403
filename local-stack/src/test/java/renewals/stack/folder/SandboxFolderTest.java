package renewals.stack.folder;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxFolderTest {

  @TempDir private Path folder;

  @BeforeEach
  void begin() {
    try (DataFolder taken = DataFolder.take("--data", folder)) {
      taken.demandThisContract("--data");
    }
  }

  @Test
  void shouldTakeAFolderAgainThatItMade() {
    SandboxFolder.demand("--data", folder, true, true);

    assertThatCode(() -> SandboxFolder.demand("--data", folder, false, true))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAFolderInWhichTimesAreTrue() {
    assertThatThrownBy(() -> SandboxFolder.demand("--data", folder, false, true))
        .hasMessageContaining("a folder that --sandbox made");
  }

  @Test
  void shouldBeRefusedByAStackThatIsNone() {
    SandboxFolder.demand("--data", folder, true, true);

    assertThatThrownBy(() -> SandboxFolder.demand("--data", folder, false, false))
        .hasMessageContaining("--sandbox as well");
  }

  @Test
  void shouldBeNoneAgainOnceItIsCleared() {
    SandboxFolder.demand("--data", folder, true, true);
    try (DataFolder taken = DataFolder.take("--data", folder)) {
      taken.clear();
    }

    assertThatCode(() -> SandboxFolder.demand("--data", folder, true, false))
        .doesNotThrowAnyException();
  }
}
