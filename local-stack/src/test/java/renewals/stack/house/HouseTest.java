package renewals.stack.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole house: arrows run one way, and packages and classes can be read at one go. */
class HouseTest {

  private static final int MOST_FILES = 20;
  private static final int MOST_LINES = 250;

  /** Its Javadoc says why a class is longer. */
  private static final Pattern REASON =
      Pattern.compile(
          "/\\*\\*(?:(?!\\*/).)*\\bLong because\\b(?:(?!\\*/).)*\\*/"
              + "(?:(?!/\\*\\*).)*?\\b(?:class|record|interface|enum) ",
          Pattern.DOTALL);

  private static Sources sources;

  @BeforeAll
  static void readSources() throws IOException {
    sources = Sources.read();
  }

  @Test
  void shouldHaveNoCircleBetweenFilesButASealedTypeWithItsCases() {
    List<Set<String>> circles =
        sources.circlesOfFiles().stream()
            .filter(circle -> !sources.isSealedTypeWithItsCases(circle))
            .toList();

    assertThat(sources.texts()).hasSizeGreaterThan(400);
    assertThat(circles).isEmpty();
  }

  @Test
  void shouldHaveNoCircleBetweenPackages() {
    assertThat(sources.circlesOfPackages()).isEmpty();
  }

  @Test
  void shouldHaveNoPackageThatNobodyOversees() {
    Map<String, Integer> large = new TreeMap<>(sources.sizes());
    large.values().removeIf(files -> files <= MOST_FILES);

    assertThat(large).isEmpty();
  }

  @Test
  void shouldHaveNoLongClassThatDoesNotSayWhy() {
    Map<String, Long> longer =
        sources.texts().entrySet().stream()
            .filter(file -> !REASON.matcher(file.getValue()).find())
            .collect(Collectors.toMap(Map.Entry::getKey, file -> file.getValue().lines().count()));
    longer.values().removeIf(lines -> lines <= MOST_LINES);

    assertThat(longer).isEmpty();
  }
}
