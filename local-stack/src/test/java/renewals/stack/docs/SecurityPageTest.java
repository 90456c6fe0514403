package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the threat model calls as its witness is there. */
class SecurityPageTest {

  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/security.md");
  private static final Pattern WITNESS = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))`");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (?!asset)(?!---)[^|]+ \\|[^|]+\\|[^|]+\\| ([^|]+) \\|$");

  @Test
  void shouldNameTestsThatExist() throws IOException {
    List<String> named =
        WITNESS.matcher(Files.readString(PAGE)).results().map(one -> one.group(1)).toList();

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(tests()).containsAll(named);
  }

  @Test
  void shouldNameAWitnessForEachThreat() throws IOException {
    assertThat(ROW.matcher(Files.readString(PAGE)).results().map(row -> row.group(1)).toList())
        .hasSizeGreaterThanOrEqualTo(20)
        .allMatch(shown -> WITNESS.matcher(shown).find() || shown.equals("the same"));
  }

  private static Set<String> tests() throws IOException {
    PathMatcher sources =
        FileSystems.getDefault().getPathMatcher("glob:../*/src/test/java/**.java");
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(SecurityPageTest::below)
          .filter(sources::matches)
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
