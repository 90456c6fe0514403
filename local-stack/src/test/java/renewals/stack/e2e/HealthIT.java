package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import renewals.activation.ActivationService;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;
import renewals.notifier.NotifierService;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.testing.Patience;

/** What the services say of themselves while the broker goes away and comes back. */
@Tag("long")
class HealthIT {

  private final Path folder = Platform.folder();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void shouldSayThatKafkaIsAwayButAskForNoRestartAndBeReadyWhenItIsBack() throws Exception {
    BrokerProcess broker = startBroker(0);
    String bootstrap = broker.bootstrapServers();
    int port = Integer.parseInt(bootstrap.substring(bootstrap.lastIndexOf(':') + 1));
    prepareTopics(bootstrap);
    try (ActivationService activation = ActivationService.start(settings("activation", bootstrap));
        NotifierService notifier = NotifierService.start(settings("notifier", bootstrap))) {
      List<Integer> services = List.of(activation.port(), notifier.port());
      for (int service : services) {
        awaitReady(service, 200, "\"kafka\":\"ready\"");
      }

      broker.close();
      for (int service : services) {
        awaitReady(service, 503, "\"kafka\":\"Kafka gives no answer\"");
        assertThat(get(service, "/health/live").statusCode()).isEqualTo(200);
      }

      broker = startBroker(port);
      for (int service : services) {
        awaitReady(service, 200, "\"kafka\":\"ready\"");
        assertThat(get(service, "/health/live").statusCode()).isEqualTo(200);
      }
    } finally {
      broker.close();
    }
  }

  private BrokerProcess startBroker(int port) {
    return BrokerProcess.start(folder.resolve("kafka"), folder.resolve("logs"), port);
  }

  private static void prepareTopics(String bootstrap) {
    Settings settings = Settings.of(cluster(bootstrap));
    try (TopicsAdmin topics = TopicsAdmin.connect(settings)) {
      topics.createOrVerify();
    }
    SchemaSetup.register(settings);
  }

  private Settings settings(String service, String bootstrap) {
    Map<String, String> settings = cluster(bootstrap);
    settings.put("kafka.unreplicated", "true");
    settings.put(service + ".http.port", "0");
    settings.put(service + ".state.dir", folder.resolve(service).toString());
    return Settings.of(settings);
  }

  private static Map<String, String> cluster(String bootstrap) {
    return new TreeMap<>(
        Map.of(
            "kafka.bootstrap.servers",
            bootstrap,
            "schema.registry.url",
            Platform.registryUrl(),
            "topics.partitions",
            "1"));
  }

  private void awaitReady(int port, int status, String part) throws Exception {
    Patience.await(
        "%s, answered with %d".formatted(part, status),
        () -> {
          HttpResponse<String> ready = get(port, "/health/ready");
          return ready.statusCode() == status && ready.body().contains(part);
        });
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
