package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import picocli.CommandLine;
import renewals.cli.Main;
import renewals.cli.topics.SchemaSetup;
import renewals.cli.topics.TopicsAdmin;
import renewals.kit.Settings;
import renewals.producer.ProducerService;
import renewals.stack.Platform;
import renewals.testing.Authority;
import renewals.testing.Patience;

/**
 * A party that is known by its client certificate: entered by the command, served by an intake over
 * TLS on a real Kafka.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientCertificateIT {

  private final Path folder = Platform.folder();
  private final Path parties = folder.resolve("parties.yaml");
  private Authority servers;
  private Authority clients;
  private ProducerService direct;
  private ProducerService behindProxy;

  @BeforeAll
  void startIntakes() throws Exception {
    servers = Authority.in(folder, "servers").sign("intake", "ip:127.0.0.1,dns:localhost");
    clients =
        Authority.in(folder, "clients")
            .sign("lakala", "dns:lakala.example")
            .sign("bank", "dns:bank.example")
            .sign("both", "dns:lakala.example,dns:bank.example")
            .sign("unknown", "dns:unknown.example");
    assertThat(add("lakala", "pos-app", "lakala.example")).isZero();
    assertThat(add("bank", "bank-east", "bank.example")).isZero();
    try (TopicsAdmin topics = TopicsAdmin.connect(Settings.of(Platform.settings()))) {
      topics.createOrVerify();
    }
    SchemaSetup.register(Settings.of(Platform.settings()));
    direct = ProducerService.start(settings(Map.of()));
    behindProxy = ProducerService.start(settings(Map.of("producer.http.proxies", "127.0.0.1")));
    awaitReady(direct);
    awaitReady(behindProxy);
  }

  @AfterAll
  void stop() {
    direct.close();
    behindProxy.close();
  }

  @Test
  void shouldTakeAPaymentFromTheChannelWhoseCertificateSpeaks() throws Exception {
    HttpResponse<String> answer = pay(direct, shows(clients, "lakala"), "pos-app", "P-1");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
  }

  @Test
  void shouldRefuseAnotherPartysCertificateByWhatItMayNotSay() throws Exception {
    HttpResponse<String> answer = pay(direct, shows(clients, "bank"), "pos-app", "P-2");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("channelId is \\\"pos-app\\\"", "bank-east");
  }

  @Test
  void shouldRefuseACertificateThatNamesNoKeyOrTwo() throws Exception {
    assertThat(pay(direct, shows(clients, "unknown"), "pos-app", "P-3").statusCode())
        .isEqualTo(401);
    assertThat(pay(direct, shows(clients, "both"), "pos-app", "P-4").statusCode()).isEqualTo(401);
  }

  @Test
  void shouldRefuseACertificateWithTheRightNameByAnotherAuthority() throws Exception {
    Authority forger = Authority.in(folder, "forger").sign("lakala", "dns:lakala.example");
    SSLContext forged = shows(forger, "lakala");

    assertThatThrownBy(() -> pay(direct, forged, "pos-app", "P-5")).isInstanceOf(IOException.class);
  }

  @Test
  void shouldRefuseWhoShowsNoCertificate() throws Exception {
    assertThat(pay(direct, servers.client(), "pos-app", "P-6").statusCode()).isEqualTo(401);
  }

  @Test
  void shouldRefuseTheRightCertificateThroughAProxy() throws Exception {
    HttpResponse<String> answer =
        pay(
            behindProxy,
            shows(clients, "lakala"),
            "pos-app",
            "P-7",
            "X-Forwarded-For",
            "192.0.2.7",
            "X-Forwarded-Proto",
            "https");

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void shouldRefuseTheRightCertificateOfWhoPassesARequestOn() throws Exception {
    HttpResponse<String> answer =
        pay(direct, shows(clients, "lakala"), "pos-app", "P-8", "Forwarded", "for=192.0.2.7");

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  private int add(String id, String channel, String subject) {
    CommandLine command = Main.commandLine();
    StringWriter said = new StringWriter();
    command.setOut(new PrintWriter(said));
    command.setErr(new PrintWriter(said));
    int code =
        command.execute(
            "party",
            "add",
            id,
            "--file=" + parties,
            "--channel=" + channel,
            "--event=payment",
            "--type=mtls",
            "--subject=" + subject);
    assertThat(said.toString()).contains(id);
    return code;
  }

  private Settings settings(Map<String, String> more) throws Exception {
    Path keys =
        Files.writeString(
            folder.resolve("gateway.yaml"),
            "g1: {secret: AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=}\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> settings = new TreeMap<>(Platform.settings());
    settings.put("kafka.unreplicated", "true");
    settings.put("producer.http.port", "0");
    settings.put("parties.file", parties.toString());
    settings.put("provenance.keys", keys.toString());
    settings.put("producer.http.tls.certificate", servers.certificateOf("intake").toString());
    settings.put("producer.http.tls.key", servers.keyOf("intake").toString());
    settings.put("producer.http.tls.client-ca", clients.certificate().toString());
    settings.putAll(more);
    return Settings.of(settings);
  }

  private SSLContext shows(Authority issuer, String alias) throws Exception {
    return servers.clientThatShows(issuer, alias);
  }

  private void awaitReady(ProducerService intake) throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(servers.client()).build()) {
      HttpRequest ready =
          HttpRequest.newBuilder(
                  URI.create("https://127.0.0.1:%d/health/ready".formatted(intake.port())))
              .build();
      Patience.await(
          "the intake is ready",
          () -> http.send(ready, BodyHandlers.discarding()).statusCode() == 200);
    }
  }

  private static HttpResponse<String> pay(
      ProducerService intake, SSLContext tls, String channel, String id, String... headers)
      throws Exception {
    String payment =
        """
        {"paymentId": "%s", "renewalId": "R-%s", "channelId": "%s", "status": "SETTLED",
         "amount": {"minorUnits": 5000, "currency": "CNY"}, "occurredAt": "%s"}
        """
            .formatted(id, id, channel, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("https://127.0.0.1:%d/v1/payments".formatted(intake.port())))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(payment));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient http = HttpClient.newBuilder().sslContext(tls).build()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }
}
