package renewals.stack.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.LinkSettings;
import renewals.kit.Settings;
import renewals.testing.Patience;

/** In the compose stack mails carry links, by a secret that the stack makes itself. */
class ComposeTest {

  @TempDir private Path folder;
  private JsonNode services;

  @BeforeEach
  void read() throws IOException {
    services =
        new ObjectMapper(new YAMLFactory())
            .readTree(Docs.read("docker-compose.yml"))
            .path("services");
  }

  @Test
  void shouldShowTheSecretOfLinksToWhoWritesAndToWhoShowsThemAlone() {
    Set<String> seeing = new TreeSet<>();
    services
        .fields()
        .forEachRemaining(
            service -> {
              for (JsonNode volume : service.getValue().path("volumes")) {
                if (volume.asText().startsWith("links:")) {
                  seeing.add(service.getKey() + " " + volume.asText());
                }
              }
            });

    assertThat(seeing)
        .containsExactly(
            "link-secret links:/links", "notifier links:/links:ro", "portal links:/links:ro");
  }

  @Test
  void shouldStartWhoNeedsTheSecretOnceItIsThere() {
    for (String service : Set.of("notifier", "portal")) {
      assertThat(services.at("/%s/depends_on/link-secret/condition".formatted(service)).asText())
          .as(service)
          .isEqualTo("service_completed_successfully");
    }
  }

  @Test
  void shouldMakeASecretThatSignsLinks() throws Exception {
    makeSecret();

    Settings settings =
        Settings.load(
            Map.of(
                "settings.file",
                folder.resolve("links.properties").toString(),
                "page.base.url",
                "http://127.0.0.1:8085"));
    assertThat(LinkSettings.links(settings).orElseThrow().to("R-1", Instant.EPOCH))
        .startsWith("http://127.0.0.1:8085/r/R-1?t=");
  }

  @Test
  void shouldKeepTheSecretThatIsThere() throws Exception {
    makeSecret();
    String first = Files.readString(folder.resolve("links.properties"));
    makeSecret();

    assertThat(folder.resolve("links.properties")).hasContent(first);
  }

  /** As the container does, but for the folder and whose the file is. */
  private void makeSecret() throws Exception {
    String script =
        services
            .at("/link-secret/command/0")
            .asText()
            .replace("/links", folder.toString())
            .replace("chown 10001 new", ":");
    Process shell = new ProcessBuilder("/bin/sh", "-euc", script).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(said).isEmpty();
    assertThat(shell.exitValue()).isZero();
  }
}
