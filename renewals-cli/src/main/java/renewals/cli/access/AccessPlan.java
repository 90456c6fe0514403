package renewals.cli.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import renewals.activation.merchant.stream.MerchantTopology;
import renewals.cli.replay.DeadLetterReplay;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.model.Binding;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Right;
import renewals.producer.reconcile.topic.ReconcileTopic;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.json.EventType;

/**
 * The users that a cluster shall have and what each may do; nobody else may do anything, and nobody
 * anything on the cluster itself.
 *
 * <p>Source: partners, "Kafka".
 *
 * @param rights by user; a user who may nothing has an empty set
 */
public record AccessPlan(SortedMap<String, Set<AclBinding>> rights) {

  /** What names of parties' users begin with, so that none is a component's. */
  public static final String PARTY = "party-";

  private static final String FROM_ANYWHERE = "*";

  public AccessPlan {
    rights = new TreeMap<>(rights);
  }

  /**
   * Makes a plan.
   *
   * @param settings with the services' application ids
   * @param now what ended before gives no right
   * @throws SettingException an application id would give a service rights to what isn't its own
   */
  public static AccessPlan of(Settings settings, Parties parties, Instant now) {
    String activation = settings.text("activation.application.id", "activation-stream");
    String notifier = settings.text("notifier.application.id", "notifier");
    demandApart("activation.application.id", activation, notifier);
    demandApart("notifier.application.id", notifier, activation);
    TreeMap<String, Set<AclBinding>> rights = new TreeMap<>();
    for (Component component : Component.values()) {
      rights.put(component.user(), topicsOf(component));
    }
    addStreams(
        rights,
        Component.ACTIVATION,
        activation,
        List.of(activation, activation + MerchantTopology.SUFFIX));
    addStreams(rights, Component.NOTIFIER, notifier, List.of(notifier, notifier + "-senders"));
    addReplay(rights);
    addReconciliation(rights);
    for (Party party : parties.all()) {
      rights.put(PARTY + party.id(), rightsOf(party, now));
    }
    return new AccessPlan(rights);
  }

  /** Whether a user may do something by this plan; what Kafka takes for granted is counted in. */
  public boolean allows(String user, ResourceType type, String name, AclOperation operation) {
    return rights.getOrDefault(user, Set.of()).stream()
        .filter(binding -> covers(binding.pattern(), type, name))
        .anyMatch(binding -> implies(binding.entry().operation(), operation));
  }

  /** Whether a user's name is one that this command makes and removes. */
  static boolean isOurs(String user) {
    return Component.isUser(user) || user.startsWith(PARTY);
  }

  static String principalOf(String user) {
    return "User:" + user;
  }

  private static boolean covers(ResourcePattern pattern, ResourceType type, String name) {
    return pattern.resourceType() == type
        && (pattern.patternType() == PatternType.PREFIXED
            ? name.startsWith(pattern.name())
            : name.equals(pattern.name()));
  }

  /** As Kafka's authorizer has it. */
  private static boolean implies(AclOperation given, AclOperation asked) {
    return given == asked
        || (asked == AclOperation.DESCRIBE
            && Set.of(READ, WRITE, DELETE, AclOperation.ALTER).contains(given))
        || (asked == DESCRIBE_CONFIGS && given == AclOperation.ALTER_CONFIGS);
  }

  /** A service's prefix must not reach the other's topics, nor those of the catalogue. */
  private static void demandApart(String setting, String id, String other) {
    if (other.startsWith(id)) {
      throw new SettingException(setting, id, "an id that %s doesn't begin with".formatted(other));
    }
    Optional<String> reached =
        Topics.ALL.stream().map(Topic::name).filter(name -> name.startsWith(id + "-")).findFirst();
    if (reached.isPresent()) {
      throw new SettingException(
          setting, id, "an id that topic %s doesn't begin with".formatted(reached.get()));
    }
  }

  private static Set<AclBinding> topicsOf(Component component) {
    Set<AclBinding> rights = new HashSet<>();
    for (Topic topic : component.reads()) {
      rights.add(right(component.user(), topic(topic.name()), READ));
    }
    for (Topic topic : component.writes()) {
      rights.add(right(component.user(), topic(topic.name()), WRITE));
    }
    return rights;
  }

  /**
   * A stream application: start-up checks ask how its topics are set up, and it makes, trims and
   * removes its internal ones.
   */
  private static void addStreams(
      Map<String, Set<AclBinding>> rights,
      Component component,
      String applicationId,
      List<String> groups) {
    String user = component.user();
    Set<AclBinding> own = rights.getOrDefault(user, new HashSet<>());
    for (Topic topic : component.reads()) {
      own.add(right(user, topic(topic.name()), DESCRIBE_CONFIGS));
    }
    for (Topic topic : component.writes()) {
      own.add(right(user, topic(topic.name()), DESCRIBE_CONFIGS));
    }
    for (AclOperation operation : List.of(READ, WRITE, CREATE, DELETE, DESCRIBE_CONFIGS)) {
      own.add(right(user, prefix(ResourceType.TOPIC, applicationId + "-"), operation));
    }
    groups.forEach(group -> own.add(right(user, literal(ResourceType.GROUP, group), READ)));
    own.add(right(user, prefix(ResourceType.TRANSACTIONAL_ID, applicationId + "-"), WRITE));
  }

  private static void addReconciliation(Map<String, Set<AclBinding>> rights) {
    String user = Component.PRODUCER.user();
    rights
        .getOrDefault(user, new HashSet<>())
        .add(right(user, literal(ResourceType.GROUP, ReconcileTopic.GROUP), READ));
  }

  private static void addReplay(Map<String, Set<AclBinding>> rights) {
    String user = Component.REPLAY.user();
    Set<AclBinding> own = rights.getOrDefault(user, new HashSet<>());
    own.add(right(user, prefix(ResourceType.GROUP, DeadLetterReplay.NAME), READ));
    own.add(right(user, prefix(ResourceType.TRANSACTIONAL_ID, DeadLetterReplay.NAME), WRITE));
  }

  /** Who has no key that signs records could only write what nobody takes. */
  private static Set<AclBinding> rightsOf(Party party, Instant now) {
    Set<AclBinding> rights = new HashSet<>();
    if (party.keys().stream().noneMatch(key -> signsRecords(key, now))) {
      return rights;
    }
    for (Right right : party.may()) {
      if (right.until().isEmpty() || now.isBefore(right.until().get())) {
        right.events().stream()
            .map(AccessPlan::topicOf)
            .flatMap(Optional::stream)
            .forEach(topic -> rights.add(right(PARTY + party.id(), topic(topic.name()), WRITE)));
      }
    }
    return rights;
  }

  private static boolean signsRecords(PartyKey key, Instant now) {
    boolean ended =
        key.period().notAfter().filter(end -> !now.isBefore(end)).isPresent()
            || key.period().disabledAt().filter(end -> !now.isBefore(end)).isPresent();
    return key instanceof PartyKey.Hmac && !ended;
  }

  private static Optional<Topic> topicOf(Binding event) {
    return EventType.named(event.eventName()).map(EventType::topic);
  }

  private static ResourcePattern topic(String name) {
    return literal(ResourceType.TOPIC, name);
  }

  private static ResourcePattern literal(ResourceType type, String name) {
    return new ResourcePattern(type, name, PatternType.LITERAL);
  }

  private static ResourcePattern prefix(ResourceType type, String name) {
    return new ResourcePattern(type, name, PatternType.PREFIXED);
  }

  private static AclBinding right(String user, ResourcePattern on, AclOperation operation) {
    return new AclBinding(
        on,
        new AccessControlEntry(
            principalOf(user), FROM_ANYWHERE, operation, AclPermissionType.ALLOW));
  }
}
