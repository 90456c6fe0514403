package renewals.stack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.SettingException;

class DataFolderTest {

  @TempDir private Path parent;
  private Path folder;

  @BeforeEach
  void name() {
    folder = parent.resolve("data");
  }

  @Test
  void shouldClearWhatALocalStackLeftInAFolderOfItsOwn() throws IOException {
    DataFolder.take("--data", folder);
    Path left = Files.createDirectories(folder.resolve("kafka"));
    Path others = Files.writeString(folder.resolve("report.json"), "{}");

    DataFolder.take("--data", folder);
    DataFolder.clear(folder);

    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void shouldRefuseAFolderThatHoldsSomebodyElsesThings() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));

    assertThatThrownBy(() -> DataFolder.take("--data", folder))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--data is %s, expected an empty folder".formatted(folder));
    assertThatThrownBy(() -> DataFolder.clear(folder)).isInstanceOf(IllegalStateException.class);
    assertThat(logs).exists();
  }

  @Test
  void shouldTakeAFolderThatHoldsOnlyAnotherStacksFolder() {
    DataFolder.take("--data", folder.resolve("demo"));

    DataFolder.take("--data", folder);
    DataFolder.clear(folder);

    assertThat(folder.resolve("demo")).isNotEmptyDirectory();
  }

  @Test
  void shouldRefuseAFile() throws IOException {
    Files.writeString(folder, "");

    assertThatThrownBy(() -> DataFolder.take("--data", folder))
        .isInstanceOf(SettingException.class);
  }
}
