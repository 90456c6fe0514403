package renewals.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

  @TempDir private Path root;

  @Test
  void shouldMakeFoldersAndFilesThatOthersCannotRead() throws IOException {
    Path folder = OwnerOnly.folder(root.resolve("a/b"));
    Path file = OwnerOnly.file(folder.resolve("file"));

    assertThat(modeOf(root.resolve("a"))).isEqualTo("rwx------");
    assertThat(modeOf(folder)).isEqualTo("rwx------");
    assertThat(modeOf(file)).isEqualTo("rw-------");
  }

  @Test
  void shouldTakeFromOthersWhatIsThereAlready() throws IOException {
    Path folder = Files.createDirectory(root.resolve("wide"));
    Path file = Files.writeString(folder.resolve("file"), "kept");
    open(folder, "rwxrwxrwx");
    open(file, "rw-rw-rw-");

    OwnerOnly.folder(folder);
    OwnerOnly.file(file);

    assertThat(modeOf(folder)).isEqualTo("rwx------");
    assertThat(modeOf(file)).isEqualTo("rw-------");
    assertThat(file).hasContent("kept");
  }

  @Test
  void shouldDoubtWhatAnotherUserOwnsOrMayWriteTo() throws IOException {
    Path file = OwnerOnly.file(root.resolve("file"));

    assertThat(OwnerOnly.doubt(file)).isEmpty();
    open(file, "rw-r--rw-");
    assertThat(OwnerOnly.doubt(file)).contains("others may write to it, expected this user alone");
    assertThat(OwnerOnly.doubt(1001, 1000, PosixFilePermissions.fromString("rw-------")))
        .contains("it is another user's, expected this user's own");
    assertThat(OwnerOnly.doubt(0, 1000, PosixFilePermissions.fromString("rw-r--r--"))).isEmpty();
  }

  @Test
  void shouldTightenAllThatLiesBelowAFolder() throws IOException {
    Path folder = Files.createDirectories(root.resolve("wide/deep"));
    Path file = Files.writeString(folder.resolve("file"), "");
    Path once = Files.writeString(folder.resolve("once"), "");
    open(folder, "rwxr-xr-x");
    open(file, "rw-r--r--");
    open(once, "r--r--r--");

    OwnerOnly.tighten(root);

    assertThat(modeOf(folder)).isEqualTo("rwx------");
    assertThat(modeOf(file)).isEqualTo("rw-------");
    assertThat(modeOf(once)).isEqualTo("r--------");
  }

  private static void open(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static String modeOf(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
