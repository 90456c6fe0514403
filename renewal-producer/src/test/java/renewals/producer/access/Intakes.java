package renewals.producer.access;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import renewals.kit.Health;
import renewals.kit.http.HttpAccess;
import renewals.kit.http.ServiceHttp;
import renewals.parties.model.Parties;
import renewals.producer.FakePublisher;
import renewals.producer.domain.NonceLedger;
import renewals.producer.domain.RecentFacts;
import renewals.producer.http.IntakeApi;
import renewals.producer.intake.Intake;

/** An intake with parties, on a port of its own, that publishes into memory. */
final class Intakes implements AutoCloseable {

  final FakePublisher publisher = new FakePublisher();
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Set<String> used;
  volatile Parties parties = Channels.all();
  final ServiceHttp http;

  Intakes(int failedTries) {
    this(failedTries, HttpAccess.usual("127.0.0.1"), Clock.fixed(Channels.NOW, ZoneOffset.UTC));
  }

  Intakes(int failedTries, HttpAccess access, Clock clock) {
    this(failedTries, access, clock, ConcurrentHashMap.newKeySet());
  }

  /** One more instance, or one that was restarted, which reads what others have used. */
  Intakes(int failedTries, Set<String> used) {
    this(
        failedTries,
        HttpAccess.usual("127.0.0.1"),
        Clock.fixed(Channels.NOW, ZoneOffset.UTC),
        used);
  }

  private Intakes(int failedTries, HttpAccess access, Clock clock, Set<String> used) {
    this.used = used;
    NonceLedger nonces =
        (keyId, nonce, created) -> CompletableFuture.completedFuture(used.add(keyId + "/" + nonce));
    PartyGate gate = new PartyGate(() -> parties, nonces, clock, metrics, failedTries);
    Intake intake = new Intake(publisher, new RecentFacts(1000), clock, metrics, 100);
    http =
        ServiceHttp.start(
            "127.0.0.1",
            0,
            access,
            new Health(metrics),
            metrics,
            new IntakeApi(gate, intake)::addTo);
  }

  @Override
  public void close() {
    http.close();
  }
}
