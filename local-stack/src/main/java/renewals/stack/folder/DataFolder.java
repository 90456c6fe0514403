package renewals.stack.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.kit.OwnerOnly;
import renewals.kit.SettingException;
import renewals.stack.process.FolderLock;
import renewals.stack.process.Leash;
import renewals.stack.process.StackException;

/**
 * The folder in which a local stack keeps everything. Nobody but its owner can read it, and one
 * process at a time works in it.
 */
public final class DataFolder implements AutoCloseable {

  private static final String MARKER = ".renewals-data";

  /**
   * The contract by which its events are written: another number each time that what lies in a
   * folder can't be read any more, as it did when enums got room to grow.
   */
  private static final String CONTRACT = "contract 1";

  /** The folder of a broker of terminals: what it keeps, such as what tills show, is of one run. */
  public static final String TILLS = "tills";

  private static final List<String> OURS =
      List.of(
          "kafka",
          "registry",
          "settings",
          "secrets",
          "state",
          "logs",
          "sim",
          TILLS,
          SandboxFolder.MARK,
          "stack.properties");

  /** Children of a process that was killed end by themselves within this time. */
  private static final Duration CHILDREN_END = Leash.TIME_TO_STOP.plusSeconds(10);

  private final Path data;
  private final FolderLock lock;

  private DataFolder(Path data, FolderLock lock) {
    this.data = data;
    this.lock = lock;
  }

  /**
   * Makes a folder a local stack's own, and this process's until it is closed or the process ends:
   * only such a one is ever cleared.
   *
   * @param option as the user names it
   * @throws SettingException somebody else's things lie there
   * @throws StackException another process works there
   */
  public static DataFolder take(String option, Path data) {
    return take(option, data, CHILDREN_END);
  }

  static DataFolder take(String option, Path data, Duration childrenEnd) {
    Path folder = data.toAbsolutePath().normalize();
    refuseOthers(option, folder);
    try {
      OwnerOnly.folder(folder);
      if (!isOurs(folder)) {
        mark(folder);
      }
    } catch (IOException e) {
      throw new SettingException(
          option, data.toString(), "a folder of this user's that can be written to");
    }
    DataFolder taken = new DataFolder(folder, lock(option, folder, childrenEnd));
    taken.tighten();
    return taken;
  }

  private static void mark(Path folder) throws IOException {
    Files.write(
        OwnerOnly.file(folder.resolve(MARKER)),
        List.of("Data of ./renewals; --fresh and demo delete it.", CONTRACT));
  }

  private static void refuseOthers(String option, Path folder) {
    Path above = folder.getParent();
    if (above != null && isOurs(above) && OURS.contains(String.valueOf(folder.getFileName()))) {
      throw new SettingException(
          option, folder.toString(), "a folder that is no part of the local stack in " + above);
    }
    if (Files.isDirectory(folder) && !Files.isReadable(folder)) {
      throw new SettingException(option, folder.toString(), "a folder of this user's");
    }
    if (!isOurs(folder) && Files.exists(folder) && !isFree(folder)) {
      throw new SettingException(option, folder.toString(), wantedInsteadOf(folder));
    }
  }

  private static FolderLock lock(String option, Path folder, Duration childrenEnd) {
    try {
      return FolderLock.take(folder, childrenEnd);
    } catch (FolderLock.HeldException e) {
      throw new StackException(
          "data folder %s is %s; stop it, or name another with %s"
              .formatted(folder, e.getMessage(), option),
          e);
    } catch (IOException e) {
      throw new StackException("data folder %s cannot be locked: %s".formatted(folder, e), e);
    }
  }

  /** An earlier version may have left what others can read. */
  private void tighten() {
    try {
      for (Path part : parts()) {
        OwnerOnly.tighten(part);
      }
    } catch (IOException e) {
      throw new StackException("cannot keep others out of %s: %s".formatted(data, e), e);
    }
  }

  /** Its absolute path. */
  public Path path() {
    return data;
  }

  /** Deletes what a local stack left there, and nothing else that may lie in that folder. */
  public void clear() {
    parts().forEach(DataFolder::deleteTree);
    try {
      mark(data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + data, e);
    }
  }

  /**
   * Demands that what lies there, if anything does, was written by this contract.
   *
   * @param option as the user names it
   * @throws SettingException an earlier version's events lie there, which this one can't read
   */
  public void demandThisContract(String option) {
    try {
      if (parts().isEmpty()) {
        mark(data);
      } else if (!Files.readAllLines(data.resolve(MARKER)).contains(CONTRACT)) {
        throw new SettingException(
            option,
            data.toString(),
            "a folder whose events this version can read: an earlier one wrote these;"
                + " --fresh begins anew and deletes them");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + data, e);
    }
  }

  /** Whether nothing of a local stack lies there. */
  public boolean isEmpty() {
    return parts().isEmpty();
  }

  private List<Path> parts() {
    return OURS.stream().map(data::resolve).filter(Files::exists).toList();
  }

  /** Gives it back; what holds it as well are children, as long as they run. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release " + data, e);
    }
  }

  /** Says what can be done, which for what looks like ours of old times is more. */
  private static String wantedInsteadOf(Path data) {
    String wanted = "an empty folder, or one of a local stack (with %s)".formatted(MARKER);
    Path mark = data.resolve(MARKER);
    return Files.isDirectory(data.resolve("kafka")) && Files.isDirectory(data.resolve("logs"))
        ? "%s; if an earlier version left it: touch %s and then --fresh, or rm -r %s, to begin anew"
            .formatted(wanted, mark, data)
        : "%s; name another, or empty it".formatted(wanted);
  }

  private static boolean isOurs(Path folder) {
    return Files.isRegularFile(folder.resolve(MARKER));
  }

  /** Whether a folder holds nothing but other local stacks' folders. */
  private static boolean isFree(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.allMatch(DataFolder::isOurs);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static void deleteTree(Path tree) {
    try {
      Files.walkFileTree(tree, new Deleting());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + tree, e);
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
