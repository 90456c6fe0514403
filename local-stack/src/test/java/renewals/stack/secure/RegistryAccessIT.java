package renewals.stack.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import renewals.cli.topics.SchemaSetup;
import renewals.kit.Settings;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.stack.Platform;
import renewals.stack.broker.RegistryProcess;
import renewals.stack.broker.RegistrySecurity;
import renewals.stack.process.StartWatch;
import renewals.v1.PaymentEvent;

/** A secured registry, asked by who may write and by who may not. */
class RegistryAccessIT {

  private static final String SUBJECT = Topics.RENEWAL_PAYMENTS.subject();
  private static RegistrySecurity security;
  private static RegistryProcess registry;

  @BeforeAll
  static void start() {
    Path folder = Platform.folder();
    security = RegistrySecurity.in(folder.resolve("secrets"));
    registry =
        RegistryProcess.start(
            folder.resolve("registry"), folder, 0, Optional.of(security), StartWatch.usual());
    SchemaSetup.register(settings(security.writer()));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void shouldLetEverybodyReadWhatServicesNeed() {
    HttpSchemaRegistry reader = new HttpSchemaRegistry(registry.url());

    int id = reader.idOf(SUBJECT, PaymentEvent.getClassSchema());

    assertThat(new HttpSchemaRegistry(registry.url()).byId(id).getFullName())
        .isEqualTo(PaymentEvent.getClassSchema().getFullName());
    assertThat(reader.isReachable()).isTrue();
  }

  @Test
  void shouldRegisterNothingForWhoSaysNotWhoHeIs() {
    HttpSchemaRegistry nobody = new HttpSchemaRegistry(registry.url());

    assertThatThrownBy(() -> nobody.register("new-value", PaymentEvent.getClassSchema()))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("registry answered 40");
  }

  @Test
  void shouldRegisterNothingByAWrongPassword() {
    Map<String, String> wrong =
        Map.of("schema.registry.user", "platform", "schema.registry.password", "guessed");

    assertThatThrownBy(() -> SchemaSetup.register(settings(wrong)))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("registry answered 401");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /config, {\"compatibility\":\"NONE\"}",
    "PUT, /config/renewal-payments-value, {\"compatibility\":\"NONE\"}",
    "DELETE, /config/renewal-payments-value, ''",
    "DELETE, /subjects/renewal-payments-value, ''",
    "DELETE, /subjects/renewal-payments-value/versions/1, ''",
    "PUT, /mode, {\"mode\":\"READONLY\"}",
    "POST, /../../registry/v3/groups/default/artifacts, {\"artifactId\":\"x\"}",
    "DELETE, /../../registry/v3/groups/default, ''",
    "PUT, /../../registry/v3/admin/config/properties/apicurio.auth.anonymous-read-access.enabled, {\"value\":\"false\"}"
  })
  void shouldChangeNothingElseForNobody(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + path).normalize())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isIn(401, 403);
    }
  }

  @Test
  void shouldShowThePasswordToItsOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(security.config()))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(ProcessHandle.of(registry.pid()).flatMap(one -> one.info().commandLine()).orElse(""))
        .isNotEmpty()
        .doesNotContain(security.password());
  }

  private static Settings settings(Map<String, String> login) {
    Map<String, String> all = new HashMap<>(login);
    all.put("schema.registry.url", registry.url());
    return Settings.of(all);
  }
}
