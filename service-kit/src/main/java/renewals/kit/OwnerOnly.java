package renewals.kit;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that no other user of the machine can read, whatever this process's umask: they
 * hold card numbers, addresses and secrets.
 */
public final class OwnerOnly {

  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private static final long ADMINISTRATOR = 0;

  private OwnerOnly() {}

  /**
   * Makes a folder, with those above it that are missing, mode 0700; one that is there gets that
   * mode.
   *
   * @return that folder
   */
  public static Path folder(Path folder) throws IOException {
    Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
    Files.setPosixFilePermissions(folder, FOLDER);
    return folder;
  }

  /**
   * Makes an empty file of mode 0600 for whoever writes it next; one that is there keeps its
   * contents and gets that mode.
   *
   * @return that file
   */
  public static Path file(Path file) throws IOException {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
    } catch (FileAlreadyExistsException e) {
      Files.setPosixFilePermissions(file, FILE);
    }
    return file;
  }

  /**
   * Why somebody else may have written a file or folder, as ssh asks of its own; empty where nobody
   * else can.
   *
   * @throws IOException it isn't there, or can't be looked at
   */
  public static Optional<String> doubt(Path path) throws IOException {
    return doubt(
        ((Number) Files.getAttribute(path, "unix:uid")).longValue(),
        new UnixSystem().getUid(),
        Files.getPosixFilePermissions(path));
  }

  /** The administrator may do as he likes anyway. */
  static Optional<String> doubt(long owner, long self, Set<PosixFilePermission> given) {
    if (owner != self && owner != ADMINISTRATOR) {
      return Optional.of("it is another user's, expected this user's own");
    }
    return given.stream().anyMatch(OTHERS_WRITE::contains)
        ? Optional.of("others may write to it, expected this user alone")
        : Optional.empty();
  }

  /** Takes from others what they may do below a folder that an earlier version left. */
  public static void tighten(Path tree) throws IOException {
    Files.walkFileTree(tree, new Tightening());
  }

  private static final class Tightening extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      close(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile()) {
        close(file);
      }
      return FileVisitResult.CONTINUE;
    }

    /** What its owner may do stays: some files are written once. */
    private static void close(Path path) throws IOException {
      Set<PosixFilePermission> given = Files.getPosixFilePermissions(path);
      Set<PosixFilePermission> owners = EnumSet.copyOf(FOLDER);
      owners.retainAll(given);
      if (!owners.equals(given)) {
        Files.setPosixFilePermissions(path, owners);
      }
    }

    /** What has been deleted meanwhile, nobody can read. */
    @Override
    public FileVisitResult visitFileFailed(Path file, @Nullable IOException failure)
        throws IOException {
      return failure instanceof NoSuchFileException
          ? FileVisitResult.CONTINUE
          : super.visitFileFailed(file, failure);
    }
  }
}
