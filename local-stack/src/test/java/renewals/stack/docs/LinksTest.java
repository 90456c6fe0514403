package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a document leads to is there: files, headings, and the members of classes that it names. */
class LinksTest {

  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]*)]\\(([^()\\s]+)\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
  private static final Pattern MEMBER = Pattern.compile("`\\w+\\.(\\w+)`");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)\\.(\\w+)`");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.+?) *#*");

  /** A link as it stands in a document. */
  private record Link(String text, String target) {}

  @Test
  void shouldLeadToFilesAndHeadingsThatAreThere() {
    assertThat(brokenLinks(Docs.root())).isEmpty();
  }

  @Test
  void shouldNameMembersThatTheirClassesHave() {
    List<String> missing = new ArrayList<>();
    for (Path document : documents(Docs.root())) {
      for (Link link : links(document)) {
        Matcher member = MEMBER.matcher(link.text());
        Path target = fileOf(document, link.target());
        if (member.matches()
            && target.toString().endsWith(".java")
            && !hasMember(target, member.group(1))) {
          missing.add(document.getFileName() + ": " + link.text());
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  /** A table that answers in one line names members without leading to them. */
  @Test
  void shouldNameMembersThatAreThereWithoutALinkToo() {
    Map<String, List<Path>> sources = sources(Docs.root());
    List<String> missing = new ArrayList<>();
    for (Path document : documents(Docs.root())) {
      for (String line : prose(document)) {
        NAMED
            .matcher(line)
            .results()
            .filter(named -> sources.containsKey(named.group(1)))
            .filter(
                named ->
                    sources.get(named.group(1)).stream()
                        .noneMatch(source -> hasMember(source, named.group(2))))
            .forEach(named -> missing.add(document.getFileName() + ": " + named.group()));
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void shouldSayWhichLinksLeadNowhere(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("docs"));
    Files.writeString(folder.resolve("CONTRIBUTING.md"), "# A `title`, and (more)\n");
    Files.writeString(folder.resolve("README.md"), "[a](docs/gone.md) and [b](https://b.example)");
    Files.writeString(
        folder.resolve("docs/a.md"),
        """
        # One
        [here](#one) [there](../CONTRIBUTING.md#a-title-and-more) [no](#two)
        [no](../CONTRIBUTING.md#title) [out](../../elsewhere.md)
        ```
        # Two
        [no link](in/code)
        ```
        """);

    assertThat(brokenLinks(folder))
        .containsExactlyInAnyOrder(
            "README.md: docs/gone.md",
            "docs/a.md: #two",
            "docs/a.md: ../CONTRIBUTING.md#title",
            "docs/a.md: ../../elsewhere.md");
  }

  private static List<String> brokenLinks(Path root) {
    Map<Path, Set<String>> known = new HashMap<>();
    List<String> broken = new ArrayList<>();
    for (Path document : documents(root)) {
      for (Link link : links(document)) {
        Path file = fileOf(document, link.target());
        int anchor = link.target().indexOf('#');
        boolean leads =
            file.startsWith(root)
                && Files.exists(file)
                && (anchor < 0
                    || known
                        .computeIfAbsent(file, LinksTest::anchors)
                        .contains(link.target().substring(anchor + 1)));
        if (!leads) {
          broken.add(root.relativize(document) + ": " + link.target());
        }
      }
    }
    return broken;
  }

  private static List<Path> documents(Path root) {
    return Stream.concat(
            Stream.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")),
            below(root.resolve("docs")).filter(path -> path.toString().endsWith(".md")).sorted())
        .toList();
  }

  /** The project's own classes, by name; some names stand in several modules. */
  private static Map<String, List<Path>> sources(Path root) {
    try (Stream<Path> modules = Files.list(root)) {
      return modules
          .map(module -> module.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(LinksTest::below)
          .filter(path -> path.toString().endsWith(".java"))
          .collect(
              Collectors.groupingBy(path -> path.getFileName().toString().replace(".java", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> below(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The links of a document to what lies in the project. */
  private static List<Link> links(Path document) {
    List<Link> links = new ArrayList<>();
    for (String line : prose(document)) {
      LINK.matcher(line)
          .results()
          .map(found -> new Link(found.group(1), found.group(2)))
          .filter(link -> !ELSEWHERE.matcher(link.target()).matches())
          .forEach(links::add);
    }
    return links;
  }

  private static Path fileOf(Path document, String target) {
    int anchor = target.indexOf('#');
    String path = anchor < 0 ? target : target.substring(0, anchor);
    return path.isEmpty() ? document : document.resolveSibling(path).normalize();
  }

  /** The names by which GitHub lets a document's headings be linked. */
  private static Set<String> anchors(Path document) {
    Set<String> anchors = new TreeSet<>();
    for (String line : prose(document)) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        anchors.add(
            heading
                .group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-'));
      }
    }
    return anchors;
  }

  /** The lines outside blocks of code. */
  private static List<String> prose(Path document) {
    List<String> prose = new ArrayList<>();
    boolean isCode = false;
    for (String line : read(document).lines().toList()) {
      if (line.strip().startsWith("```")) {
        isCode = !isCode;
      } else if (!isCode) {
        prose.add(line);
      }
    }
    return prose;
  }

  private static boolean hasMember(Path source, String member) {
    return Files.exists(source)
        && Pattern.compile("\\b" + member + "\\b").matcher(read(source)).find();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
