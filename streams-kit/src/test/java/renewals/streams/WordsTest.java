package renewals.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The kit's own text speaks of no service's subject, so that it says the same to any other. */
class WordsTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /** The project's own name stands in packages, in names of metrics and before commands. */
  private static final Pattern SUBJECTS =
      Pattern.compile(
          "(?<![./])\\b(renewal|card|carrier|merchant|payment|notice|contact|iccid|terminal)s?\\b(?![./])",
          Pattern.CASE_INSENSITIVE);

  private static List<String> subjectsIn(String text) {
    List<String> found = new ArrayList<>();
    for (Matcher word = SUBJECTS.matcher(text); word.find(); ) {
      found.add(word.group());
    }
    return found;
  }

  @Test
  void shouldFindAWordOfASubjectAndNoPackage() {
    assertThat(subjectsIn("import renewals.kit.Health; // of a Card, two renewals"))
        .containsExactly("Card", "renewals");
  }

  @Test
  void shouldSpeakOfNoSubject() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      for (Path source : sources) {
        assertThat(subjectsIn(Files.readString(source))).as(source.toString()).isEmpty();
      }
    }
  }
}
