package renewals.stack.process;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where the build put what the local stack runs. */
final class InstalledFiles {

  private static final String REGISTRY_JAR = "quarkus-run.jar";

  private InstalledFiles() {}

  /** The folder or jar that a class was loaded from. */
  static Path codeOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new StackException("cannot tell where %s was loaded from".formatted(type.getName()));
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new StackException("%s was loaded from no file".formatted(type.getName()), e);
    }
  }

  /** The unpacked registry: a folder {@code registry} beside our code or above it. */
  static Path registryHome() {
    for (Path at = codeOf(InstalledFiles.class); at != null; at = at.getParent()) {
      Path home = at.resolve("registry");
      if (Files.isRegularFile(home.resolve(REGISTRY_JAR))) {
        return home;
      }
    }
    throw new StackException(
        "found no registry/%s beside %s; build the project first: mvn -DskipTests package"
            .formatted(REGISTRY_JAR, codeOf(InstalledFiles.class)));
  }

  /** The jar that starts the registry. */
  static Path registryJar() {
    return registryHome().resolve(REGISTRY_JAR);
  }
}
