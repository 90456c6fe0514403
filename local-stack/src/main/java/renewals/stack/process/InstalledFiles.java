package renewals.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** Where the build put what the local stack runs. */
public final class InstalledFiles {

  private static final String REGISTRY_JAR = "quarkus-run.jar";

  private InstalledFiles() {}

  /** The folder or jar that a class was loaded from. */
  public static Path codeOf(Class<?> type) {
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

  /** The unpacked registry: a folder {@code registry/<version>} beside our code or above it. */
  static Path registryHome() {
    String version = registryVersion();
    for (Path at = codeOf(InstalledFiles.class); at != null; at = at.getParent()) {
      Path home = at.resolve("registry").resolve(version);
      if (Files.isRegularFile(home.resolve(REGISTRY_JAR))) {
        return home;
      }
    }
    throw new StackException(
        "found no registry/%s/%s beside %s; build the project first: mvn -DskipTests package"
            .formatted(version, REGISTRY_JAR, codeOf(InstalledFiles.class)));
  }

  /**
   * The folder of a service's own libraries, {@code services/<name>} beside our code; empty where
   * nothing was packaged yet, as in a unit test.
   */
  public static Optional<Path> serviceHome(String service) {
    Path beside = Objects.requireNonNull(codeOf(InstalledFiles.class).getParent());
    return Optional.of(beside.resolve("services").resolve(service)).filter(Files::isDirectory);
  }

  /** The version that this code was built with. */
  private static String registryVersion() {
    Properties built = new Properties();
    try (InputStream in = InstalledFiles.class.getResourceAsStream("built.properties")) {
      if (in == null) {
        throw new StackException("the build left out built.properties");
      }
      built.load(in);
      return built.getProperty("registry.version", "");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read built.properties", e);
    }
  }

  /** The jar that starts the registry. */
  public static Path registryJar() {
    return registryHome().resolve(REGISTRY_JAR);
  }
}
