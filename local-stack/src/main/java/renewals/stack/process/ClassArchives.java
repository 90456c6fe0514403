package renewals.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Archives of loaded classes (CDS), for who starts many children of a kind for a short time: the
 * first of a kind writes one when it stops in order, later ones start with it. Only where {@code
 * -Drenewals.child.archives} names a folder for them.
 */
public final class ClassArchives {

  private static final String FOLDER = "renewals.child.archives";

  /** Whoever was to write one and hasn't by then was killed. */
  private static final Duration LONGEST = Duration.ofSeconds(45);

  private ClassArchives() {}

  /**
   * JVM options of a child.
   *
   * @param kind children of one kind have the same main class and jars
   * @param classPath jars: a JVM archives nothing where a folder of classes is among them
   */
  public static List<String> options(String kind, List<String> classPath) {
    String named = System.getProperty(FOLDER, "");
    if (named.isEmpty()) {
      return List.of();
    }
    Path archive = Path.of(named).resolve("%s-%x.jsa".formatted(kind, versionOf(classPath)));
    // one that isn't whole yet is not taken: the JVM starts without it
    String use = "-XX:SharedArchiveFile=" + archive;
    if (Files.exists(archive)) {
      return List.of(use, "-Xlog:cds*=off");
    }
    return isToWrite(archive)
        ? List.of("-XX:+AutoCreateSharedArchive", use, "-Xlog:cds*=off")
        : List.of();
  }

  /** Another where a jar was built anew: a JVM takes no archive of an earlier one. */
  private static int versionOf(List<String> classPath) {
    List<Object> jars = new ArrayList<>(classPath);
    try {
      for (String entry : classPath) {
        for (Path jar : jarsOf(Path.of(entry))) {
          jars.add(jar);
          jars.add(Files.getLastModifiedTime(jar));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + classPath, e);
    }
    return jars.hashCode();
  }

  private static List<Path> jarsOf(Path entry) throws IOException {
    if (!entry.endsWith("*")) {
      return Files.exists(entry) ? List.of(entry) : List.of();
    }
    try (Stream<Path> files = Files.list(entry.resolveSibling(""))) {
      return files.sorted().toList();
    }
  }

  private static boolean isToWrite(Path archive) {
    Path begun = archive.resolveSibling(archive.getFileName() + ".begun");
    try {
      Files.createDirectories(archive.getParent());
      Files.createFile(begun);
      return true;
    } catch (FileAlreadyExistsException e) {
      return isGivenUp(begun);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep " + archive, e);
    }
  }

  private static boolean isGivenUp(Path begun) {
    try {
      Instant now = Instant.now();
      boolean givenUp = Files.getLastModifiedTime(begun).toInstant().plus(LONGEST).isBefore(now);
      if (givenUp) {
        Files.setLastModifiedTime(begun, FileTime.from(now));
      }
      return givenUp;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + begun, e);
    }
  }
}
