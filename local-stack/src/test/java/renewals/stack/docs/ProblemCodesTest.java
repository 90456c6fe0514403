package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import renewals.kit.http.ProblemCode;

/** The list of errors says what the services answer: each code, its status, and by whom. */
class ProblemCodesTest {

  private static final int COLUMNS = 5;
  private static final List<String> SERVICES =
      List.of("renewal-producer", "activation-stream", "notifier", "merchant-portal");
  private static final Pattern ANSWERED = Pattern.compile("\\bProblemCode\\.([A-Z_]+)\\b");
  private static final Pattern OF_SERVER = Pattern.compile("(?:->|\\?|:) ([A-Z_]+)(?= :|;)");
  private static final String EVERY = "every service";

  private final Map<String, List<String>> listed = Docs.rows("docs/errors.md", COLUMNS);

  @Test
  void shouldListEveryCodeWithItsStatusAndNoOther() {
    Map<String, String> statuses = new TreeMap<>();
    Arrays.stream(ProblemCode.values())
        .forEach(code -> statuses.put(code.name(), String.valueOf(code.status())));
    Map<String, String> said = new TreeMap<>();
    listed.forEach((code, row) -> said.put(code, row.get(1)));

    assertThat(said).isEqualTo(statuses);
  }

  @Test
  void shouldSayOfEveryCodeWhoAnswersWithIt() {
    Map<String, NavigableSet<String>> said = new TreeMap<>();
    listed.forEach((code, row) -> said.put(code, Docs.list(row.get(2))));

    assertThat(said).isEqualTo(answered());
  }

  @Test
  void shouldNameTheTypeAsTheListSays() {
    assertThat(ProblemCode.CONFLICTING_DUPLICATE.type())
        .isEqualTo("urn:renewals:problem:conflicting-duplicate");
    assertThat(Docs.read("docs/errors.md")).contains("`urn:renewals:problem:`");
  }

  private static Map<String, NavigableSet<String>> answered() {
    Map<String, NavigableSet<String>> answered = new TreeMap<>();
    for (String service : SERVICES) {
      sources(service)
          .forEach(
              source ->
                  ANSWERED
                      .matcher(source)
                      .results()
                      .forEach(
                          code ->
                              answered
                                  .computeIfAbsent(code.group(1), unused -> new TreeSet<>())
                                  .add(service)));
    }
    OF_SERVER
        .matcher(Docs.read("service-kit/src/main/java/renewals/kit/http/ProblemCode.java"))
        .results()
        .forEach(code -> answered.put(code.group(1), new TreeSet<>(List.of(EVERY))));
    return answered;
  }

  private static Stream<String> sources(String service) {
    try (Stream<Path> files = Files.walk(Docs.root().resolve(service).resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> Docs.root().relativize(file).toString())
          .map(Docs::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
