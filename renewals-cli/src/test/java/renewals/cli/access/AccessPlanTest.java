package renewals.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.kit.SettingException;
import renewals.kit.Settings;
import renewals.parties.admin.NewKey;
import renewals.parties.admin.PartiesEditor;
import renewals.parties.file.PartiesFile;
import renewals.parties.model.Parties;
import renewals.schemas.Topic;
import renewals.schemas.Topics;

class AccessPlanTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void shouldHaveAWriterAndAReaderOfEachTopicOfTheCatalogue() {
    Set<Component> all = Set.of(Component.values());
    List<String> written =
        all.stream().flatMap(one -> one.writes().stream()).map(Topic::name).toList();
    List<String> read = all.stream().flatMap(one -> one.reads().stream()).map(Topic::name).toList();

    assertThat(written).containsAll(Topics.ALL.stream().map(Topic::name).toList());
    assertThat(read).containsAll(Topics.ALL.stream().map(Topic::name).toList());
  }

  @Test
  void shouldGiveAPartyThatSignsRecordsTheTopicsOfItsEventsAndNoMore() throws Exception {
    AccessPlan plan = planOf("hmac-sha256", NOW.plus(Duration.ofDays(1)));

    assertThat(writable(plan, "party-lakala"))
        .containsExactly("renewal-requests", "renewal-payments");
    assertThat(
            plan.allows("party-lakala", ResourceType.TOPIC, "renewal-payments", AclOperation.READ))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({"ed25519, 1", "bearer, 1", "hmac-sha256, -1"})
  void shouldGiveAPartyThatCanSignNoRecordsAUserAndNoRights(String type, int days)
      throws Exception {
    AccessPlan plan = planOf(type, NOW.plus(Duration.ofDays(days)));

    assertThat(plan.rights()).containsEntry("party-lakala", Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    "activation.application.id, card, 'an id that topic card-usage doesn''t begin with'",
    "activation.application.id, notif, 'an id that notifier doesn''t begin with'",
    "notifier.application.id, activation-stream-2, 'an id that activation-stream-2 doesn''t begin with'"
  })
  void shouldRefuseAnApplicationIdThatReachesWhatIsNotItsOwn(
      String setting, String id, String expected) {
    Settings settings = Settings.of(Map.of(setting, id));

    assertThatThrownBy(() -> AccessPlan.of(settings, Parties.NONE, NOW))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void shouldGiveNobodyAnythingOnTheClusterItself() throws Exception {
    AccessPlan plan = planOf("hmac-sha256", NOW.plus(Duration.ofDays(1)));

    assertThat(plan.rights().values().stream().flatMap(Set::stream))
        .isNotEmpty()
        .noneMatch(right -> right.pattern().resourceType() == ResourceType.CLUSTER)
        .noneMatch(right -> right.entry().operation() == AclOperation.ALL)
        .noneMatch(right -> right.entry().operation() == AclOperation.ALTER)
        .noneMatch(right -> right.entry().operation() == AclOperation.ALTER_CONFIGS);
  }

  /** The table is made by {@code access plan}: copy it from there. */
  @Test
  void shouldSayInTheDocumentsWhatIsPlanned() throws Exception {
    List<String> documented =
        Files.readAllLines(Path.of("..", "docs", "security.md")).stream()
            .dropWhile(line -> !line.startsWith("| user | may |"))
            .takeWhile(line -> line.startsWith("|"))
            .toList();

    assertThat(documented)
        .isEqualTo(AccessMatrix.lines(AccessPlan.of(Settings.of(Map.of()), example(), NOW)));
  }

  /** One that signs records and one that signs requests. */
  private Parties example() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("example.yaml"),
            """
            parties:
              - id: carrier-m
                may: [{events: [carrier-review, carrier-status, card-usage, card-status], carrierIds: [carrier-m]}]
                keys: [{keyId: cm-1, type: hmac-sha256, secretFile: cm-1}]
              - id: lakala
                may: [{events: [renewal-requested, payment], channelIds: [lakala-app]}]
                keys: []
            """);
    Path secret =
        Files.writeString(folder.resolve("cm-1"), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    for (Path own : List.of(file, secret)) {
      Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
    }
    return PartiesFile.load(file);
  }

  private AccessPlan planOf(String type, Instant until) throws Exception {
    Path file = folder.resolve("parties.yaml");
    PartiesEditor editor = PartiesEditor.open(file);
    editor.add(
        "lakala",
        new PartiesEditor.Grant(
            List.of("renewal-requested", "payment"),
            List.of("lakala-app"),
            List.of(),
            List.of(),
            false),
        "lakala-1",
        NewKey.generate(type, "lakala-1"),
        NOW.minus(Duration.ofDays(9)),
        until);
    editor.save();
    return AccessPlan.of(Settings.of(Map.of()), PartiesFile.load(file), NOW);
  }

  private static List<String> writable(AccessPlan plan, String user) {
    List<String> names = new ArrayList<>();
    for (Topic topic : Topics.ALL) {
      if (plan.allows(user, ResourceType.TOPIC, topic.name(), AclOperation.WRITE)) {
        names.add(topic.name());
      }
    }
    return names;
  }
}
