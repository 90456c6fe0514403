package renewals.producer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import renewals.kit.Settings;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.Problem;
import renewals.kit.http.ProblemCode;
import renewals.kit.http.ServiceHttp;
import renewals.kit.http.tls.ClientTrust;
import renewals.kit.http.tls.HttpTls;
import renewals.producer.callback.query.QueryFailedException;
import renewals.producer.reconcile.rules.KnownRenewal;
import renewals.testing.Authority;
import renewals.testing.Patience;

/** Questions to activation-stream over TLS. */
class RenewalQueriesTest {

  @TempDir private Path folder;

  @Test
  void shouldBelieveTheAuthorityThatTheSettingsName() throws Exception {
    Authority authority = Authority.in(folder, "ours").sign("activation", "ip:127.0.0.1");
    Settings settings =
        Settings.of(
            Map.of(
                "activation.http.tls.certificate", authority.certificateOf("activation").toString(),
                "activation.http.tls.key", authority.keyOf("activation").toString(),
                "activation.http.tls.ca", authority.certificate().toString()));
    try (ServiceHttp http =
        ServiceHttp.startBare(
            "127.0.0.1",
            0,
            HttpAccess.usual("127.0.0.1").over(HttpTls.read(settings, "activation")),
            new SimpleMeterRegistry(),
            config ->
                config.routes.get(
                    "/v1/renewals/{renewalId}",
                    Problem.of(ProblemCode.UNKNOWN, "nothing is known of it")::answer))) {
      String url = "https://127.0.0.1:" + http.port();

      assertThat(
              answerInTheEnd(
                  new RenewalQueries(
                      url, Optional.empty(), ClientTrust.read(settings, "activation"))))
          .isEqualTo(KnownRenewal.UNKNOWN);
      assertThatThrownBy(
              () -> new RenewalQueries(url, Optional.empty(), Optional.empty()).of("R-1"))
          .as("who goes by the JDK's authorities")
          .isInstanceOf(QueryFailedException.class);
    }
  }

  @Test
  void shouldNotTakeAnotherServersNotFoundForAnAnswer() {
    try (ServiceHttp http =
        ServiceHttp.startBare(
            "127.0.0.1",
            0,
            config -> config.routes.get("/other", context -> context.status(200)))) {
      RenewalQueries queries =
          new RenewalQueries("http://127.0.0.1:" + http.port(), Optional.empty(), Optional.empty());

      assertThatThrownBy(() -> queries.of("R-1"))
          .isInstanceOf(QueryFailedException.class)
          .hasMessageContaining("answers 404");
    }
  }

  /** A first handshake on a busy machine may take longer than one that connects waits. */
  private static KnownRenewal answerInTheEnd(RenewalQueries queries) throws Exception {
    return Patience.answer(
        "an answer over TLS",
        () -> {
          try {
            return Optional.of(queries.of("R-1"));
          } catch (QueryFailedException e) {
            return Optional.empty();
          }
        });
  }
}
