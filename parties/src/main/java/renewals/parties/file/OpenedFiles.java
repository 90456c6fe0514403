package renewals.parties.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Reads files that others than owner and group can't read, and remembers what they held. */
final class OpenedFiles {

  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final MessageDigest held;

  OpenedFiles() {
    try {
      held = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }

  byte[] read(Path file) throws PartiesFileException {
    try {
      refuseOthers(file);
      if (Files.size(file) > MOST_BYTES) {
        throw new PartiesFileException("%s has more than %d bytes".formatted(file, MOST_BYTES));
      }
      byte[] bytes = Files.readAllBytes(file);
      held.update(bytes);
      held.update((byte) bytes.length);
      return bytes;
    } catch (IOException e) {
      throw new PartiesFileException(
          "%s can't be read: %s".formatted(file, e.getClass().getSimpleName()));
    }
  }

  /** The same as long as all files hold the same. Ends the reading. */
  String fingerprint() {
    return HexFormat.of().formatHex(held.digest());
  }

  private static void refuseOthers(Path file) throws IOException, PartiesFileException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> given = view.readAttributes().permissions();
    if (given.stream().anyMatch(OTHERS::contains)) {
      throw new PartiesFileException(
          "%s may be used by everybody on this machine, expected owner and group alone: chmod o= it"
              .formatted(file));
    }
  }
}
