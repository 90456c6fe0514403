package renewals.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folder in which a local stack keeps everything. */
public final class DataFolder {

  private static final List<String> OURS = List.of("kafka", "registry", "state", "logs", "sim");

  private DataFolder() {}

  /** Deletes what a local stack left there, and nothing else that may lie in that folder. */
  public static void clear(Path data) {
    OURS.stream().map(data::resolve).filter(Files::exists).forEach(DataFolder::deleteTree);
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
