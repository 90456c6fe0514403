package renewals.cli.topics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import renewals.schemas.Topic;

/** The rule that topics which are read together have the same partition count. */
final class PartitionCounts {

  private PartitionCounts() {}

  /**
   * What is wrong with the counts, in one line.
   *
   * @param present partition count of each topic that exists
   */
  static Optional<String> conflict(Collection<Topic> catalogue, Map<String, Integer> present) {
    return groups(catalogue).values().stream()
        .map(group -> conflictWithin(group, present))
        .flatMap(Optional::stream)
        .reduce((one, other) -> one + "; " + other);
  }

  /** The count that a missing topic must have: that of its group, or the wanted one. */
  static int countFor(
      Topic missing, Collection<Topic> catalogue, Map<String, Integer> present, int wanted) {
    return catalogue.stream()
        .filter(topic -> topic.sizedLike().equals(missing.sizedLike()))
        .map(topic -> present.get(topic.name()))
        .filter(count -> count != null)
        .findFirst()
        .orElse(wanted);
  }

  private static Map<String, List<Topic>> groups(Collection<Topic> catalogue) {
    return catalogue.stream()
        .collect(Collectors.groupingBy(Topic::sizedLike, TreeMap::new, Collectors.toList()));
  }

  private static Optional<String> conflictWithin(List<Topic> group, Map<String, Integer> present) {
    List<Topic> existing =
        group.stream().filter(topic -> present.containsKey(topic.name())).toList();
    long counts = existing.stream().map(topic -> present.get(topic.name())).distinct().count();
    if (counts <= 1) {
      return Optional.empty();
    }
    String given =
        existing.stream()
            .sorted(Comparator.comparing(Topic::name))
            .map(topic -> "%s has %d".formatted(topic.name(), present.get(topic.name())))
            .collect(Collectors.joining(", "));
    return Optional.of("partition counts differ: %s, expected the same for all".formatted(given));
  }
}
