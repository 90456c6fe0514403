package renewals.stack.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Every library and plugin that the build names has its line, and nothing else has. */
class DependenciesTest {

  private static final String OURS = "renewals";
  private static final List<String> NAMED = List.of("dependency", "plugin", "path", "artifactItem");

  @Test
  void shouldSayOfEveryArtifactWhatItIsForAndOfNoOther() throws Exception {
    Set<String> used = new TreeSet<>();
    for (Path pom : poms()) {
      used.addAll(artifactsOf(pom));
    }

    assertThat(Docs.rows("docs/dependencies.md", 3).keySet()).containsExactlyElementsOf(used);
  }

  private static List<Path> poms() throws Exception {
    try (Stream<Path> folders = Files.list(Docs.root())) {
      List<Path> poms = new ArrayList<>();
      poms.add(Docs.root().resolve("pom.xml"));
      folders.map(folder -> folder.resolve("pom.xml")).filter(Files::exists).forEach(poms::add);
      return poms;
    }
  }

  private static Set<String> artifactsOf(Path pom) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    Set<String> artifacts = new TreeSet<>();
    for (String element : NAMED) {
      NodeList found = document.getElementsByTagName(element);
      for (int i = 0; i < found.getLength(); i++) {
        Element one = (Element) found.item(i);
        if (!OURS.equals(text(one, "groupId"))) {
          artifacts.add(text(one, "artifactId"));
        }
      }
    }
    return artifacts;
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
