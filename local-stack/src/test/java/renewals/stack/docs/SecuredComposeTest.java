package renewals.stack.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In the secured compose stack each program sees its own secrets, as a user of its own. */
class SecuredComposeTest {

  private static final List<String> PROGRAMS =
      List.of("producer", "activation", "notifier", "portal");

  private JsonNode file;

  @BeforeEach
  void read() throws IOException {
    file = new ObjectMapper(new YAMLFactory()).readTree(Docs.read("docker-compose.secure.yml"));
  }

  @Test
  void shouldShowEachProgramItsOwnSecretsAlone() {
    for (String program : PROGRAMS) {
      assertThat(volumes(program))
          .as(program)
          .contains(program + "-secrets:/secrets:ro")
          .filteredOn(volume -> volume.contains("secrets"))
          .hasSize(1);
    }
    assertThat(volumes("kafka")).contains("kafka-secrets:/secrets:ro");
    assertThat(volumes("registry")).contains("registry-secrets:/secrets:ro");
  }

  @Test
  void shouldShowTheAdministratorsSecretsToWhoHandsThemOutAndTheAdministratorAlone() {
    Set<String> seeing = new TreeSet<>();
    for (String service : services()) {
      if (volumes(service).stream().anyMatch(volume -> volume.startsWith("admin-secrets:"))) {
        seeing.add(service);
      }
    }

    assertThat(seeing).containsExactly("access", "hand-out", "secrets", "topics");
  }

  @Test
  void shouldRunEachProgramAsAUserOfItsOwn() {
    List<String> users = new ArrayList<>();
    PROGRAMS.forEach(
        program -> users.add(file.at("/services/%s/user".formatted(program)).asText()));
    users.add(file.at("/services/topics/user").asText());

    assertThat(users).doesNotContain("", "root").doesNotHaveDuplicates();
  }

  @Test
  void shouldHandOutToTheUserThatTheProgramRunsAs() {
    String script = Docs.read("docker/secure/hand-out");

    for (String program : PROGRAMS) {
      String user = file.at("/services/%s/user".formatted(program)).asText().split(":", 2)[0];
      assertThat(script).containsPattern("\nhand_out %s %s[ \n]".formatted(program, user));
    }
  }

  @Test
  void shouldGiveTheSecretOfLinksToWhoWritesAndToWhoShowsThemAlone(@TempDir Path made)
      throws Exception {
    Path clients = Files.createDirectories(made.resolve("admin/clients"));
    Files.writeString(made.resolve("admin/ca.pem"), "certificate\n");
    Files.writeString(made.resolve("admin/links.properties"), "page.link.secret=made\n");
    for (String program : PROGRAMS) {
      Files.createDirectories(made.resolve(program));
      Files.writeString(clients.resolve(program + ".properties"), "of=" + program + "\n");
    }
    Process shell =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                Docs.read("docker/secure/hand-out")
                    .replace("/made", made.toString())
                    .replace("chown -R", ": whose file it is:"))
            .redirectErrorStream(true)
            .start();
    assertThat(new String(shell.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    assertThat(shell.waitFor()).isZero();

    for (String program : PROGRAMS) {
      boolean needsLinks = List.of("notifier", "portal").contains(program);
      assertThat(made.resolve(program + "/client.properties"))
          .hasContent("of=%s\n%s".formatted(program, needsLinks ? "page.link.secret=made\n" : ""));
    }
  }

  @Test
  void shouldMakeTheSecretOfLinksThatIsHandedOut() {
    assertThat(Docs.read("docker/secure/secrets"))
        .containsSubsequence(
            "echo \"page.link.secret=$(random)\" >/made/admin/links.properties",
            "[ ! -e /made/admin/done ] || exit 0");
    assertThat(file.at("/x-service/environment/PAGE_BASE_URL").asText()).startsWith("http://");
  }

  @Test
  void shouldGiveStateToTheUserThatKeepsIt() {
    String script = Docs.read("docker/secure/secrets");

    for (String program : List.of("activation", "notifier")) {
      String user = file.at("/services/%s/user".formatted(program)).asText().split(":", 2)[0];
      assertThat(script).contains("\nchown %s /state/%s\n".formatted(user, program));
      assertThat(volumes(program)).contains(program + "-state:/var/lib/renewals");
    }
  }

  private List<String> services() {
    List<String> names = new ArrayList<>();
    file.path("services").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private List<String> volumes(String service) {
    List<String> volumes = new ArrayList<>();
    file.at("/services/%s/volumes".formatted(service))
        .forEach(
            volume ->
                volumes.add(
                    volume.isTextual()
                        ? volume.asText()
                        : volume.path("source").asText() + ":" + volume.path("target").asText()));
    return volumes;
  }
}
