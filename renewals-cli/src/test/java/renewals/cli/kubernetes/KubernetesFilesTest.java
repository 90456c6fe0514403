package renewals.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies in {@code deploy/kubernetes} is read by the types of Kubernetes and Strimzi. */
class KubernetesFilesTest {

  private static final Path BASE = Path.of("..", "deploy", "kubernetes", "base");
  private static final Path OVERLAYS = BASE.resolveSibling("overlays");
  private static final String LIST = "kustomization.yaml";
  private static final Pattern SET_IN_OVERLAY = Pattern.compile("(?:\\{name: |/data/)([A-Z_]+)");

  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("Namespace", Namespace.class),
          Map.entry("ConfigMap", ConfigMap.class),
          Map.entry("Service", Service.class),
          Map.entry("PersistentVolumeClaim", PersistentVolumeClaim.class),
          Map.entry("Deployment", Deployment.class),
          Map.entry("StatefulSet", StatefulSet.class),
          Map.entry("Job", Job.class),
          Map.entry("NetworkPolicy", NetworkPolicy.class),
          Map.entry("PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("Kafka", Kafka.class),
          Map.entry("KafkaNodePool", KafkaNodePool.class),
          Map.entry("KafkaTopic", KafkaTopic.class),
          Map.entry("KafkaUser", KafkaUser.class));

  /** The models keep what they don't know; here it is a mistake. */
  private static final ObjectMapper STRICT =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              })
          .build();

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(BASE)) {
      return files.filter(file -> !file.endsWith(LIST)).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldHoldNoFieldThatKubernetesDoesNotKnow(Path file) throws IOException {
    List<Object> read = new ArrayList<>();
    for (JsonNode document : documents(file)) {
      read.add(STRICT.treeToValue(document, TYPES.get(document.path("kind").asText())));
    }
    assertThat(read).isNotEmpty().doesNotContainNull();
  }

  @Test
  void shouldRefuseAFieldThatKubernetesDoesNotKnow() throws IOException {
    JsonNode service = STRICT.readTree("{apiVersion: v1, kind: Service, spec: {selektor: {a: b}}}");

    assertThatThrownBy(() -> STRICT.treeToValue(service, Service.class))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("selektor");
  }

  @Test
  void shouldListEachFileOnce() throws IOException {
    List<String> listed = new ArrayList<>();
    STRICT
        .readTree(Files.readString(BASE.resolve(LIST)))
        .path("resources")
        .forEach(name -> listed.add(name.asText()));

    assertThat(listed)
        .containsExactlyInAnyOrderElementsOf(
            files().map(file -> file.getFileName().toString()).toList());
  }

  @Test
  void shouldSetNothingThatNoServiceReads() throws IOException {
    Set<String> known =
        Files.readAllLines(Path.of("..", "docs", "configuration.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .map(name -> name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT))
            .collect(Collectors.toSet());
    Set<String> ours = Set.of("POD_NAME");

    assertThat(settings())
        .isNotEmpty()
        .allMatch(
            name ->
                known.contains(name)
                    || ours.contains(name)
                    || name.startsWith("KAFKA_")
                    || name.startsWith("TOPICS_"));
  }

  @Test
  void shouldRunEachProgramWithNoMoreRightsThanItNeeds() throws IOException {
    List<PodSpec> pods = pods();

    assertThat(pods)
        .hasSize(6)
        .allSatisfy(
            pod -> {
              assertThat(pod.getAutomountServiceAccountToken()).isFalse();
              assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
              assertThat(pod.getContainers())
                  .allSatisfy(
                      container -> {
                        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                            .isTrue();
                        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                            .isFalse();
                        assertThat(container.getSecurityContext().getCapabilities().getDrop())
                            .containsExactly("ALL");
                        assertThat(container.getResources().getLimits()).containsKey("memory");
                      });
            });
  }

  /** A secret in a file that everybody may read is refused by the services. */
  @Test
  void shouldMountSecretsForTheGroupOnly() throws IOException {
    assertThat(
            pods().stream()
                .flatMap(pod -> pod.getVolumes().stream())
                .filter(volume -> volume.getSecret() != null)
                .map(volume -> volume.getSecret().getDefaultMode()))
        .isNotEmpty()
        .containsOnly(0440);
  }

  @Test
  void shouldMountWhatIsNamedInAPath() throws IOException {
    assertThat(pods())
        .allSatisfy(
            pod ->
                assertThat(pod.getContainers())
                    .allSatisfy(
                        container ->
                            assertThat(container.getVolumeMounts())
                                .allSatisfy(
                                    mount ->
                                        assertThat(pod.getVolumes())
                                            .as(mount.getName())
                                            .anyMatch(
                                                volume ->
                                                    volume.getName().equals(mount.getName())
                                                        || mount.getName().equals("state")))));
  }

  private static Set<String> settings() throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode map : documents(BASE.resolve("settings.yaml"))) {
      map.path("data").fieldNames().forEachRemaining(names::add);
    }
    for (PodSpec pod : pods()) {
      for (Container container : pod.getContainers()) {
        if ("renewals".equals(container.getImage())) {
          container.getEnv().forEach(variable -> names.add(variable.getName()));
        }
      }
    }
    for (String overlay : List.of("production", "trial")) {
      SET_IN_OVERLAY
          .matcher(Files.readString(OVERLAYS.resolve(overlay).resolve(LIST)))
          .results()
          .forEach(found -> names.add(found.group(1)));
    }
    return names;
  }

  private static List<PodSpec> pods() throws IOException {
    List<PodSpec> pods = new ArrayList<>();
    for (Path file : files().toList()) {
      for (JsonNode document : documents(file)) {
        switch (document.path("kind").asText()) {
          case "Deployment", "StatefulSet", "Job" ->
              pods.add(
                  STRICT.treeToValue(
                      document.path("spec").path("template").path("spec"), PodSpec.class));
          default -> {
            // runs nothing
          }
        }
      }
    }
    return pods;
  }

  private static List<JsonNode> documents(Path file) throws IOException {
    try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      return documents.readAll();
    }
  }
}
