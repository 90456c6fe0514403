package renewals.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import renewals.kit.SettingException;

/** The folder in which a local stack keeps everything. */
public final class DataFolder {

  private static final String MARKER = ".renewals-data";
  private static final List<String> OURS =
      List.of("kafka", "registry", "settings", "state", "logs", "sim");

  private DataFolder() {}

  /**
   * Makes a folder a local stack's own: only such a one is ever cleared.
   *
   * @param option as the user names it
   * @throws SettingException somebody else's things lie there
   */
  public static void take(String option, Path data) {
    if (isOurs(data)) {
      return;
    }
    if (Files.exists(data) && !isFree(data)) {
      throw new SettingException(
          option,
          data.toString(),
          "an empty folder, or one of a local stack (with " + MARKER + ")");
    }
    try {
      Files.createDirectories(data);
      Files.writeString(data.resolve(MARKER), "Data of ./renewals; --fresh and demo delete it.\n");
    } catch (IOException e) {
      throw new SettingException(option, data.toString(), "a folder that can be written to");
    }
  }

  /**
   * Deletes what a local stack left there, and nothing else that may lie in that folder.
   *
   * @throws IllegalStateException it was never {@link #take taken}
   */
  public static void clear(Path data) {
    if (!isOurs(data)) {
      throw new IllegalStateException("%s holds no %s".formatted(data, MARKER));
    }
    OURS.stream().map(data::resolve).filter(Files::exists).forEach(DataFolder::deleteTree);
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
