package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.cli.topics.TopicsAdmin;
import renewals.client.RenewalPublisher;
import renewals.kit.Health;
import renewals.kit.Settings;
import renewals.producer.nonce.KafkaNonceLedger;
import renewals.stack.Platform;
import renewals.testing.Patience;

/** A signature's nonce counts once, over several intakes and their restarts, on a real broker. */
class RequestNoncesIT {

  private static final int NONCES = 200;

  private final List<KafkaNonceLedger> open = new ArrayList<>();
  private final List<RenewalPublisher> publishers = new ArrayList<>();

  @BeforeEach
  void topics() {
    try (TopicsAdmin topics = TopicsAdmin.connect(Settings.of(Platform.settings()))) {
      topics.createOrVerify();
    }
  }

  @AfterEach
  void close() {
    open.forEach(KafkaNonceLedger::close);
    publishers.forEach(RenewalPublisher::close);
  }

  @Test
  void shouldGrantEachNonceToOneOfTwoInstancesThatClaimItAtOnce() {
    KafkaNonceLedger one = ledger();
    KafkaNonceLedger other = ledger();
    List<CompletableFuture<Boolean>> claims = new ArrayList<>();
    for (int i = 0; i < NONCES; i++) {
      String nonce = UUID.randomUUID().toString();
      claims.add(one.claim("k", nonce, now()));
      claims.add(other.claim("k", nonce, now()));
    }

    for (int i = 0; i < claims.size(); i += 2) {
      assertThat(List.of(claims.get(i).join(), claims.get(i + 1).join()))
          .containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void shouldKnowAfterARestartWhatWasUsedBefore() {
    String nonce = UUID.randomUUID().toString();
    KafkaNonceLedger before = ledger();
    assertThat(before.claim("k", nonce, now()).join()).isTrue();
    before.close();

    assertThat(ledger().claim("k", nonce, now()).join()).isFalse();
  }

  private KafkaNonceLedger ledger() {
    Settings settings = Settings.of(Platform.settings());
    RenewalPublisher publisher = RenewalPublisher.open(settings);
    publishers.add(publisher);
    KafkaNonceLedger ledger =
        KafkaNonceLedger.open(
            settings.below("kafka."), publisher.producer(), new SimpleMeterRegistry());
    open.add(ledger);
    Patience.await("the ledger is ready", () -> ledger.state().equals(Health.READY));
    return ledger;
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }
}
