package renewals.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import renewals.stack.process.InstalledFiles;

/** What was packaged for each service to run on. */
class ServiceLibrariesIT {

  @ParameterizedTest
  @EnumSource
  void shouldHoldNoClassTwiceSoThatTheOrderOfJarsDecidesNothing(Service service)
      throws IOException {
    Map<String, List<String>> homes = new TreeMap<>();
    for (Path jar : jarsOf(service)) {
      for (String name : classesOf(jar)) {
        homes.computeIfAbsent(name, any -> new ArrayList<>()).add(jar.getFileName().toString());
      }
    }
    homes.values().removeIf(jars -> jars.size() == 1);

    assertThat(homes)
        .as("classes in several jars; after a change of versions: mvn clean")
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldHoldNothingThatOnlyTestsAndTheLocalStackUse(Service service) throws IOException {
    assertThat(jarsOf(service))
        .extracting(jar -> jar.getFileName().toString())
        .noneMatch(
            jar ->
                jar.matches("(greenmail|junit|assertj|selenium|kafka_2|progressbar|local-stack).*"))
        .anyMatch(jar -> jar.startsWith("service-kit-"))
        .anyMatch(jar -> jar.startsWith("slf4j-simple-"));
  }

  /** A nearer dependency of test scope would take one away from the launcher's class path. */
  @ParameterizedTest
  @EnumSource
  void shouldHoldNothingThatTheLauncherLacks(Service service) throws IOException {
    Path home = InstalledFiles.serviceHome(service.command()).orElseThrow();
    try (Stream<Path> jars = Files.list(home.getParent().resolveSibling("lib"))) {
      assertThat(jars.map(ServiceLibrariesIT::withoutVersion))
          .containsAll(jarsOf(service).stream().map(ServiceLibrariesIT::withoutVersion).toList());
    }
  }

  private static String withoutVersion(Path jar) {
    return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
  }

  private static List<Path> jarsOf(Service service) throws IOException {
    Path home = InstalledFiles.serviceHome(service.command()).orElseThrow();
    try (Stream<Path> jars = Files.list(home)) {
      return jars.sorted().toList();
    }
  }

  private static List<String> classesOf(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class"))
          .filter(name -> !name.startsWith("META-INF/") && !name.endsWith("module-info.class"))
          .toList();
    }
  }
}
