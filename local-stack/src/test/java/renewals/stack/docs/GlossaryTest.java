package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One thing, one name: words that gave way to the glossary's terms do not come back. */
class GlossaryTest {

  private static final String SOURCES = "src/main/java";

  private static final Set<String> GIVEN_UP =
      Set.of(
          "Act",
          "Agenda",
          "AppendWatch",
          "CaseDesk",
          "CarrierWalk",
          "CarrierWord",
          "DeadlineIndex",
          "DueIndex",
          "Foretelling",
          "Halts",
          "Hearing",
          "InputProgress",
          "Lessons",
          "NoticeDesk",
          "NothingVanishes",
          "Observed",
          "Original",
          "Outbox",
          "Outlook",
          "Passes",
          "PlaceProcessor",
          "Plot",
          "ReadMarks",
          "Retelling",
          "Settling",
          "Standing",
          "Story",
          "Telling",
          "Tellings",
          "Watchers",
          "Whereabouts",
          "Witness");

  @Test
  void shouldNameNoClassByAWordThatWasGivenUp() throws IOException {
    assertThat(classes()).isNotEmpty().doesNotContainAnyElementsOf(GIVEN_UP);
  }

  private static Set<String> classes() throws IOException {
    Set<String> classes = new TreeSet<>();
    try (Stream<Path> modules = Files.list(Docs.root())) {
      for (Path module : modules.filter(one -> Files.isDirectory(one.resolve(SOURCES))).toList()) {
        try (Stream<Path> sources = Files.walk(module.resolve(SOURCES))) {
          classes.addAll(
              sources
                  .map(source -> source.getFileName().toString())
                  .filter(name -> name.endsWith(".java"))
                  .map(name -> name.substring(0, name.length() - ".java".length()))
                  .collect(Collectors.toSet()));
        }
      }
    }
    return classes;
  }
}
