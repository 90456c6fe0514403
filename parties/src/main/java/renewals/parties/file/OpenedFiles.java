package renewals.parties.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import renewals.parties.model.Digests;

/** Reads files that others than owner and group can't read, and remembers what they held. */
final class OpenedFiles {

  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final Map<Path, String> digests = new LinkedHashMap<>();

  byte[] read(Path file) throws PartiesFileException {
    try {
      refuseOthers(file);
      if (Files.size(file) > MOST_BYTES) {
        throw new PartiesFileException("%s has more than %d bytes".formatted(file, MOST_BYTES));
      }
      byte[] bytes = Files.readAllBytes(file);
      digests.put(file, HexFormat.of().formatHex(Digests.sha256(bytes)));
      return bytes;
    } catch (IOException e) {
      throw new PartiesFileException(
          "%s can't be read: %s".formatted(file, e.getClass().getSimpleName()));
    }
  }

  /** The SHA-256 of what each file held that was read. */
  Map<Path, String> digests() {
    return Map.copyOf(digests);
  }

  /**
   * Whether files hold what they held, and can be used still. They are read again, however old they
   * say they are: a clock may stand still between two changes.
   *
   * @param known what {@link #digests()} said of them
   */
  static boolean stillHold(Map<Path, String> known) {
    OpenedFiles now = new OpenedFiles();
    try {
      for (Path file : known.keySet()) {
        byte[] unused = now.read(file);
      }
    } catch (PartiesFileException e) {
      return false;
    }
    return now.digests().equals(known);
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
