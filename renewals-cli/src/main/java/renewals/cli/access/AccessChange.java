package renewals.cli.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * In what a cluster differs from a plan.
 *
 * @param newUsers users that are missing
 * @param oldUsers users of ours that nobody is any more, such as a party's that left the file
 * @param newRights rights that are missing
 * @param oldRights rights of our users that aren't theirs by the plan
 * @param others rights of who isn't ours: shown, and left alone
 */
public record AccessChange(
    SortedSet<String> newUsers,
    SortedSet<String> oldUsers,
    Set<AclBinding> newRights,
    Set<AclBinding> oldRights,
    Set<AclBinding> others) {

  private static final Comparator<AclBinding> ORDER =
      Comparator.comparing((AclBinding right) -> right.entry().principal())
          .thenComparing(right -> right.pattern().resourceType())
          .thenComparing(right -> right.pattern().name())
          .thenComparing(right -> right.entry().operation());

  public AccessChange {
    newUsers = new TreeSet<>(newUsers);
    oldUsers = new TreeSet<>(oldUsers);
    newRights = Set.copyOf(newRights);
    oldRights = Set.copyOf(oldRights);
    others = Set.copyOf(others);
  }

  /** Whether the cluster is as planned. */
  public boolean isNone() {
    return newUsers.isEmpty() && oldUsers.isEmpty() && newRights.isEmpty() && oldRights.isEmpty();
  }

  /** A line for each difference, and for each right of others. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    newUsers.forEach(user -> lines.add("add user " + user));
    add(lines, "add right ", newRights);
    add(lines, "remove right ", oldRights);
    oldUsers.forEach(user -> lines.add("remove user " + user));
    add(lines, "others have, left alone: ", others);
    return lines;
  }

  private static void add(List<String> lines, String what, Collection<AclBinding> rights) {
    rights.stream().sorted(ORDER).forEach(right -> lines.add(what + textOf(right)));
  }

  private static String textOf(AclBinding right) {
    boolean prefix = right.pattern().patternType() == PatternType.PREFIXED;
    return "%s %s %s %s%s"
        .formatted(
            right.entry().principal(),
            right.entry().operation(),
            kindOf(right.pattern().resourceType()),
            right.pattern().name(),
            prefix ? "*" : "");
  }

  static String kindOf(ResourceType type) {
    return switch (type) {
      case TOPIC -> "topic";
      case GROUP -> "group";
      case TRANSACTIONAL_ID -> "transactional id";
      default -> type.name().toLowerCase(Locale.ROOT);
    };
  }
}
