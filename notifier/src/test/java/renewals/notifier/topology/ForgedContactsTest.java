package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.notifier.Samples;
import renewals.provenance.ProvenanceSettings;
import renewals.provenance.ProvenanceSettings.Mode;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.testing.Forger;
import renewals.testing.Forger.Forged;
import renewals.testing.HandClock;
import renewals.testing.Signer;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;

/**
 * Forged contacts and removals by a seed: none moves a merchant's notices, and each has its dead
 * letter. A hundredth in each build; all with the profile attack.
 */
class ForgedContactsTest {

  private static final Logger LOG = LoggerFactory.getLogger(ForgedContactsTest.class);
  private static final int COUNT = Integer.getInteger("forged.contacts", 50);
  private static final long SEED = Long.getLong("forged.seed", 20_260_302L);
  private static final byte[] KEY = Bench.bytes(Samples.MERCHANT);

  @Test
  void shouldMoveNoNoticesToAForgedAddress() {
    LOG.info("forged.seed={} forged.contacts={}", SEED, COUNT);
    HandClock clock = new HandClock(Samples.NOW);
    RecordProvenance provenance =
        new RecordProvenance(
            new ProvenanceSettings(
                Mode.REQUIRED, Optional.empty(), Optional.of(Path.of("keys")), Optional.empty()),
            () -> Forger.KEYS,
            () -> Forger.PARTIES,
            clock,
            new SimpleMeterRegistry());
    Random random = new Random(SEED);
    Forger forger = new Forger(random);
    Map<String, Integer> died = new TreeMap<>();
    try (Bench bench = new Bench(provenance, 1)) {
      byte[] good = bytes(bench, "wang@example.com");
      Headers headers =
          Signer.GATEWAY.sign(Topics.MERCHANT_CONTACTS.name(), KEY, good, "lakala", bench.now());
      bench.pipe(Topics.MERCHANT_CONTACTS, KEY, good, headers);
      for (int n = 0; n < COUNT; n++) {
        byte[] value = random.nextInt(5) == 0 ? null : bytes(bench, "thief@evil.example");
        Forged one = forger.forge(Topics.MERCHANT_CONTACTS.name(), KEY, value, bench.now());
        bench.pipe(Topics.MERCHANT_CONTACTS, one.key(), one.value(), one.headers());
        read(bench, died);
      }
      clock.advance(Duration.ofSeconds(61));
      bench.pass(Duration.ofSeconds(61));
      read(bench, died);
      bench.tell(Samples.activated("R1"));

      assertThat(bench.due()).extracting(NoticeDue::getTarget).containsOnly("wang@example.com");
      assertThat(died.keySet()).isSubsetOf("UNPROVEN", "FOREIGN_CLAIM");
      assertThat(died.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(COUNT);
      LOG.info("{} forged: 0 addresses changed, died of {}", COUNT, died);
    }
  }

  private static byte[] bytes(Bench bench, String address) {
    return bench.wire(
        Topics.MERCHANT_CONTACTS,
        Samples.contact().setEmail(address).build(),
        new MerchantContact());
  }

  private static void read(Bench bench, Map<String, Integer> died) {
    bench
        .records(Topics.DEAD_LETTERS)
        .forEach(letter -> died.merge(Bench.header(letter, "dl-reason"), 1, Integer::sum));
  }
}
