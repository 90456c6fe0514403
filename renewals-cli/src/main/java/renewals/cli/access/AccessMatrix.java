package renewals.cli.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;

/** A plan as the table of {@code docs/security.md}: a row for each user and what it may on what. */
public final class AccessMatrix {

  private AccessMatrix() {}

  /** The table in Markdown, heading first. */
  public static List<String> lines(AccessPlan plan) {
    List<String> lines = new ArrayList<>(List.of("| user | may | on |", "|---|---|---|"));
    plan.rights().forEach((user, rights) -> lines.addAll(rowsOf(user, rights)));
    return lines;
  }

  private static List<String> rowsOf(String user, Set<AclBinding> rights) {
    if (rights.isEmpty()) {
      return List.of("| `%s` | nothing | |".formatted(user));
    }
    Map<ResourcePattern, List<AclOperation>> byResource =
        rights.stream()
            .collect(
                Collectors.groupingBy(
                    AclBinding::pattern,
                    Collectors.mapping(right -> right.entry().operation(), Collectors.toList())));
    Map<String, List<String>> byRight = new TreeMap<>();
    byResource.entrySet().stream()
        .sorted(Comparator.comparing(entry -> nameOf(entry.getKey())))
        .forEach(
            entry ->
                byRight
                    .computeIfAbsent(
                        AccessChange.kindOf(entry.getKey().resourceType())
                            + ": "
                            + textOf(entry.getValue()),
                        any -> new ArrayList<>())
                    .add("`%s`".formatted(nameOf(entry.getKey()))));
    return byRight.entrySet().stream()
        .map(
            row ->
                "| `%s` | %s | %s |"
                    .formatted(user, row.getKey(), String.join(", ", row.getValue())))
        .toList();
  }

  private static String textOf(List<AclOperation> operations) {
    return operations.stream()
        .sorted()
        .map(operation -> operation.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .collect(Collectors.joining(", "));
  }

  private static String nameOf(ResourcePattern pattern) {
    return pattern.name() + (pattern.patternType() == PatternType.PREFIXED ? "*" : "");
  }
}
