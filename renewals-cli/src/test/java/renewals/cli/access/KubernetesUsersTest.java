package renewals.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
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
import org.junit.jupiter.api.Test;
import renewals.kit.Settings;
import renewals.parties.model.Parties;

/** The users of {@code deploy/kubernetes} may do what {@code access plan} says, and no more. */
class KubernetesUsersTest {

  private static final Path FILE = Path.of("..", "deploy", "kubernetes", "base", "users.yaml");
  private static final String ADMIN = "admin";

  @Test
  void shouldGiveEachComponentTheRightsOfThePlan() throws IOException {
    AccessPlan plan = AccessPlan.of(Settings.of(Map.of()), Parties.NONE, Instant.EPOCH);
    StringBuilder wanted =
        new StringBuilder(
            "# Made from the plan of users and rights; a test compares, and writes what it expects"
                + " to renewals-cli/target/users.yaml.\n# admin is a super user of Kafka: it sets up"
                + " topics. A party that writes to Kafka itself gets a user of its own: access plan.\n");
    wanted.append(userOf(ADMIN));
    plan.rights().forEach((user, rights) -> wanted.append("---\n").append(userOf(user, rights)));
    Files.writeString(Path.of("target", "users.yaml"), wanted);

    assertThat(FILE).hasContent(wanted.toString());
  }

  private static String userOf(String user) {
    return """
        apiVersion: kafka.strimzi.io/v1
        kind: KafkaUser
        metadata:
          name: %s
          labels:
            strimzi.io/cluster: renewals
        spec:
          authentication:
            type: scram-sha-512
        """
        .formatted(user);
  }

  private static String userOf(String user, Set<AclBinding> rights) {
    Map<ResourcePattern, List<AclOperation>> byResource =
        new TreeMap<>(
            Comparator.comparing(ResourcePattern::resourceType)
                .thenComparing(ResourcePattern::name)
                .thenComparing(ResourcePattern::patternType));
    byResource.putAll(
        rights.stream()
            .collect(
                Collectors.groupingBy(
                    AclBinding::pattern,
                    Collectors.mapping(right -> right.entry().operation(), Collectors.toList()))));
    StringBuilder text = new StringBuilder(userOf(user));
    text.append("  authorization:\n    type: simple\n    acls:\n");
    byResource.forEach((resource, operations) -> text.append(aclOf(resource, operations)));
    return text.toString();
  }

  private static String aclOf(ResourcePattern resource, List<AclOperation> operations) {
    return """
              - resource:
                  type: %s
                  name: %s
                  patternType: %s
                operations: [%s]
        """
        .formatted(
            wordOf(resource.resourceType().name(), false),
            resource.name(),
            resource.patternType() == PatternType.PREFIXED ? "prefix" : "literal",
            operations.stream()
                .sorted()
                .map(operation -> wordOf(operation.name(), true))
                .collect(Collectors.joining(", ")));
  }

  /** As Strimzi writes it: {@code transactionalId}, {@code DescribeConfigs}. */
  private static String wordOf(String name, boolean isFirstGreat) {
    String joined =
        Arrays.stream(name.toLowerCase(Locale.ROOT).split("_"))
            .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
            .collect(Collectors.joining());
    return isFirstGreat
        ? joined
        : joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
  }
}
