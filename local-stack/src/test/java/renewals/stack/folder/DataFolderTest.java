package renewals.stack.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    take(folder).close();
    Path left = Files.createDirectories(folder.resolve("kafka"));
    Path shown = Files.createDirectories(folder.resolve(DataFolder.TILLS));
    Path forCommands = Files.writeString(folder.resolve("stack.properties"), "a=b");
    Path others = Files.writeString(folder.resolve("report.json"), "{}");

    clear(folder);

    assertThat(left).doesNotExist();
    assertThat(shown).doesNotExist();
    assertThat(forCommands).doesNotExist();
    assertThat(others).exists();
  }

  @Test
  void shouldRefuseAFolderThatHoldsSomebodyElsesThings() throws IOException {
    Path logs = Files.createDirectories(folder.resolve("logs"));

    assertThatThrownBy(() -> take(folder))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("--data is %s, expected an empty folder".formatted(folder));
    assertThat(logs).exists();
  }

  @Test
  void shouldSayWhatToDoWithAFolderOfAnEarlierVersion() throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    Files.createDirectories(folder.resolve("kafka"));

    assertThatThrownBy(() -> take(folder))
        .hasMessageEndingWith(
            "touch %1$s/.renewals-data and then --fresh, or rm -r %1$s, to begin anew"
                .formatted(folder));
    Files.createFile(folder.resolve(".renewals-data"));
    clear(folder);
    assertThat(folder.resolve("kafka")).doesNotExist();
  }

  @Test
  void shouldRefuseAFolderWhoseEventsAnEarlierContractWroteUntilItIsCleared() throws IOException {
    Files.createDirectories(folder.resolve("kafka"));
    Files.writeString(
        folder.resolve(".renewals-data"), "Data of ./renewals; --fresh and demo delete it.\n");

    try (DataFolder taken = take(folder)) {
      assertThatThrownBy(() -> taken.demandThisContract("--data"))
          .isInstanceOf(SettingException.class)
          .hasMessageContaining("--data is " + folder)
          .hasMessageContaining("--fresh")
          .hasMessageNotContaining("\n");
      taken.clear();
      Files.createDirectories(folder.resolve("kafka"));
      taken.demandThisContract("--data");
    }
  }

  @Test
  void shouldGoOnWithAFolderOfThisContract() throws IOException {
    take(folder).close();
    Path kafka = Files.createDirectories(folder.resolve("kafka"));

    try (DataFolder taken = take(folder)) {
      taken.demandThisContract("--data");
    }

    assertThat(kafka).exists();
  }

  @Test
  void shouldTakeAFolderThatHoldsOnlyAnotherStacksFolder() {
    take(folder.resolve("demo")).close();

    clear(folder);

    assertThat(folder.resolve("demo")).isNotEmptyDirectory();
  }

  @Test
  void shouldRefuseAFolderThatAnotherStackWouldClear() {
    take(folder).close();

    assertThatThrownBy(() -> take(folder.resolve("state")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("no part of the local stack in " + folder);
  }

  /** Root may read everything. */
  @Test
  void shouldRefuseAFolderThatThisUserMayNotRead() throws IOException {
    Path others = Files.createDirectory(parent.resolve("others"));
    Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("-wx------"));
    assumeFalse(Files.isReadable(others), "this user may read everything");

    assertThatThrownBy(() -> DataFolder.take("--data", others))
        .isInstanceOf(SettingException.class)
        .hasMessage("--data is %s, expected a folder of this user's", others);
  }

  @Test
  void shouldRefuseAFile() throws IOException {
    Files.writeString(folder, "");

    assertThatThrownBy(() -> take(folder)).isInstanceOf(SettingException.class);
  }

  @Test
  void shouldKeepOthersOutOfWhatAnEarlierVersionLeft() throws IOException {
    take(folder).close();
    Path log = Files.createDirectories(folder.resolve("logs")).resolve("kafka.log");
    Files.writeString(log, "");
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));

    take(folder).close();

    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(log))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private static DataFolder take(Path folder) {
    return DataFolder.take("--data", folder);
  }

  private static void clear(Path folder) {
    try (DataFolder taken = take(folder)) {
      taken.clear();
    }
  }
}
