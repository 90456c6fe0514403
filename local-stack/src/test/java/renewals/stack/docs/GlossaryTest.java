package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One thing, one name: words that gave way to the glossary's terms do not come back. */
class GlossaryTest {

  private static final List<String> SOURCES = List.of("src/main/java", "src/test/java");

  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|interface|enum)\\s+(\\w+)");

  private static final Set<String> GIVEN_UP =
      Set.of(
          "Act",
          "Agenda",
          "Answers",
          "AppendWatch",
          "CarrierWalk",
          "CarrierWord",
          "CaseDesk",
          "Cause",
          "Causes",
          "DeadlineIndex",
          "Desk",
          "Due",
          "DueIndex",
          "Figures",
          "Foretelling",
          "Halts",
          "Hearing",
          "InputProgress",
          "KafkaReach",
          "Lessons",
          "News",
          "NothingVanishes",
          "NoticeDesk",
          "Observed",
          "Original",
          "Outbox",
          "Outlook",
          "Passes",
          "Phrase",
          "PlaceProcessor",
          "Plot",
          "Promise",
          "Question",
          "ReadMarks",
          "Retelling",
          "Settling",
          "Standing",
          "Story",
          "Tallies",
          "Tally",
          "Telling",
          "Tellings",
          "Terms",
          "Verdict",
          "Waiting",
          "Watchers",
          "Whereabouts",
          "Witness",
          "Wording",
          "Words");

  /** Types that bear such a word for another thing, by their module; and for which. */
  private static final Map<String, String> OF_ANOTHER_THING =
      Map.ofEntries(
          Map.entry("benchmarks Verdict", "a target, and whether what was measured reaches it"),
          Map.entry("local-stack StartWatch.Waiting", "one wait for a part that starts"),
          Map.entry("local-stack StartWatchTest.Waiting", "a program that waits to be stopped"),
          Map.entry("notifier ComposedOnceTest.Observed", "what came out of a test's bench"),
          Map.entry("notifier TriggerState.Waiting", "a trigger that waits, as it is stored"),
          Map.entry("notifier Verdict", "what a robot's provider answers"),
          Map.entry("renewal-producer NonceClaims.Waiting", "a claim whose record isn't read yet"),
          Map.entry("renewals-client RetryingPublisherTest.Answers", "answers as the test says"),
          Map.entry("service-kit Watch.Verdict", "what is to be done about a sender who is late"),
          Map.entry("streams-kit DeadLetter.Cause", "why it was given up: reason, text, stage"),
          Map.entry("streams-kit ProofCheck.Verdict", "what a record's proof came to"),
          Map.entry("streams-kit ProofCheck.Waiting", "a proof whose key may not be known yet"));

  @Test
  void shouldNameNoTypeByAWordThatWasGivenUp() throws IOException {
    assertThat(typesByGivenUpWords())
        .as("types by words that were given up, nested ones too")
        .containsExactlyInAnyOrderElementsOf(OF_ANOTHER_THING.keySet());
  }

  private static Set<String> typesByGivenUpWords() throws IOException {
    Set<String> types = new TreeSet<>();
    try (Stream<Path> modules = Files.list(Docs.root())) {
      for (Path module : modules.toList()) {
        for (String folder : SOURCES) {
          if (Files.isDirectory(module.resolve(folder))) {
            addTypes(types, module, module.resolve(folder));
          }
        }
      }
    }
    return types;
  }

  private static void addTypes(Set<String> types, Path module, Path folder) throws IOException {
    try (Stream<Path> sources = Files.walk(folder)) {
      for (Path source : sources.filter(one -> one.toString().endsWith(".java")).toList()) {
        String outer = source.getFileName().toString().replace(".java", "");
        TYPE.matcher(Files.readString(source))
            .results()
            .map(found -> found.group(1))
            .filter(GIVEN_UP::contains)
            .map(name -> name.equals(outer) ? name : outer + "." + name)
            .forEach(name -> types.add(module.getFileName() + " " + name));
      }
    }
  }
}
