package renewals.parties.admin;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import renewals.parties.file.PartiesFile;
import renewals.parties.file.PartiesFileException;

/**
 * A change of a file of parties and of the secrets that it names: all of it or nothing, and of two
 * at once only one. Who may read the file before may read what comes out.
 */
final class FileChange {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;

  /** What the file held; empty where it wasn't there. */
  private final Optional<String> before;

  private final List<Path> made = new ArrayList<>();

  private FileChange(Path file, Optional<String> before) {
    this.file = file;
    this.before = before;
  }

  /** Begins with the file as it is now. */
  static FileChange begin(Path file) throws IOException {
    return new FileChange(file, content(file));
  }

  /** Makes a file that goes again if the change fails. */
  void make(Path path, String text) throws IOException {
    try {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          "%s is there already: of a change that is under way or broke off, or of a key before"
              .formatted(path),
          e);
    }
    made.add(path);
    Files.writeString(path, text);
    if (before.isPresent()) {
      readableLike(Files.readAttributes(file, PosixFileAttributes.class), path);
    }
  }

  /**
   * Puts a text in the place of the file.
   *
   * @throws PartiesFileException a service couldn't use it, or somebody else has changed the file
   */
  void replace(String text) throws PartiesFileException, IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      make(fresh, text);
      if (!content(file).equals(before)) {
        throw new PartiesFileException(
            "%s was changed by somebody else meanwhile; try again".formatted(file));
      }
      PartiesFile.load(fresh);
      if (before.isPresent()) {
        Files.copy(
            file,
            file.resolveSibling(file.getFileName() + ".before"),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.COPY_ATTRIBUTES);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      made.clear();
    } finally {
      for (Path unused : made) {
        Files.deleteIfExists(unused);
      }
    }
  }

  private static Optional<String> content(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private static void readableLike(PosixFileAttributes model, Path path) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, new LinkOption[0]);
    PosixFileAttributes given = view.readAttributes();
    if (!given.group().equals(model.group())) {
      view.setGroup(model.group());
    }
    view.setPermissions(model.permissions());
    if (!given.owner().equals(model.owner())) {
      view.setOwner(model.owner());
    }
  }
}
