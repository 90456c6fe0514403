package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Older words are explained as long as classes bear them, and no longer. */
class GlossaryTest {

  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");
  private static final String SOURCES = "src/main/java";

  @Test
  void shouldExplainOlderWordsOfClassesThatAreThere() throws IOException {
    Set<String> explained = new TreeSet<>();
    String table = Docs.read("docs/glossary.md").split("## Older words", 2)[1];
    for (String line : table.lines().toList()) {
      if (line.startsWith("|")) {
        CLASS
            .matcher(line.split("\\|", -1)[1])
            .results()
            .forEach(one -> explained.add(one.group(1)));
      }
    }

    assertThat(explained).isNotEmpty().isSubsetOf(classes());
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
