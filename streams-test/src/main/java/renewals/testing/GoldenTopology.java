package renewals.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.streams.TopologyDescription;
import renewals.schemas.Topics;

/**
 * A graph as it is described, held against what is written down of it: names of nodes, stores and
 * internal topics are where the state of an earlier build is found again.
 *
 * @param described by {@link org.apache.kafka.streams.Topology#describe}
 */
public record GoldenTopology(TopologyDescription described) {

  /**
   * Demands that the graph is that of a file.
   *
   * @param test beside which the file lies
   * @param file its name among the resources, such as {@code /topology.txt}
   */
  public void demandThatOf(Class<?> test, String file) {
    try (InputStream golden = test.getResourceAsStream(file)) {
      assertThat(golden).as("%s among the resources of %s", file, test).isNotNull();
      assertThat(described.toString())
          .as(
              "If the change is meant, put the new description into src/test/resources%s, and say"
                  + " in the commit why, whether numbers of sub-topologies moved (then an upgrade"
                  + " stops all instances), and which stores or internal topics are new",
              file)
          .isEqualToNormalizingNewlines(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The internal topics: changelogs and what the graph reads that is in no catalogue. */
  public Set<String> internalTopics() {
    Set<String> internal = readTopics();
    for (TopologyDescription.Subtopology part : described.subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Processor processor) {
          processor.stores().forEach(store -> internal.add(store + "-changelog"));
        }
      }
    }
    Topics.ALL.forEach(topic -> internal.remove(topic.name()));
    return internal;
  }

  /** The topics whose records meet a node that judges who said them before any other. */
  public Set<String> judgedTopics() {
    return sources(
        source ->
            source.successors().stream().allMatch(next -> next.name().startsWith("provenance")));
  }

  /** The topics of all sources. */
  public Set<String> readTopics() {
    return sources(source -> true);
  }

  private Set<String> sources(Predicate<TopologyDescription.Source> wanted) {
    Set<String> topics = new TreeSet<>();
    for (TopologyDescription.Subtopology part : described.subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source && wanted.test(source)) {
          topics.addAll(source.topicSet());
        }
      }
    }
    return topics;
  }
}
