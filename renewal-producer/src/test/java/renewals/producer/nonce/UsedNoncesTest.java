package renewals.producer.nonce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UsedNoncesTest {

  private static final long SEED = Long.getLong("nonces.seed", System.nanoTime());
  private static final long NOW = 1_772_416_800;
  private static final long KEPT = UsedNonces.KEPT.toSeconds();

  private final UsedNonces used = new UsedNonces(NOW);

  /** Held against a map that remembers all. */
  @Test
  void shouldKnowExactlyWhatIsOfTheLastQuarterOfAnHour() {
    Random random = new Random(SEED);
    Map<NonceId, Long> all = new HashMap<>();
    long now = NOW;
    for (int step = 0; step < 60; step++) {
      now += random.nextInt(120);
      used.forgetBefore(now);
      long oldest = (now - KEPT) / 60;
      all.values().removeIf(created -> created / 60 < oldest);
      for (int i = random.nextInt(5_000); i > 0; i--) {
        NonceId id = new NonceId(random.nextInt(200) * (1L << 56), random.nextInt(500));
        long created = now - 300 + random.nextInt(600);
        boolean first = all.putIfAbsent(id, created) == null;
        assertThat(used.add(new NonceClaim(id, created))).as("seed %d", SEED).isEqualTo(first);
      }
      assertThat(all.keySet()).as("seed %d", SEED).allMatch(used::contains);
      assertThat(used.size()).as("seed %d", SEED).isEqualTo(all.size());
    }
  }

  @Test
  void shouldForgetAllWhenNothingComesForAQuarterOfAnHour() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(used.add(claim(i, NOW))).isTrue();
    }
    for (int look = 0; look < 100; look++) {
      used.forgetBefore(NOW + KEPT + 60);
    }

    assertThat(used.size()).isZero();
    assertThat(used.contains(claim(7, NOW).id())).isFalse();
    assertThat(used.add(claim(7, NOW + KEPT))).isTrue();
  }

  @Test
  void shouldGrantNothingOfWhatItHasForgottenWhereTheClockIsPutBack() {
    used.add(claim(1, NOW));
    used.forgetBefore(NOW + 3600);
    used.forgetBefore(NOW);

    assertThat(used.add(claim(1, NOW))).isFalse();
    assertThat(used.add(claim(2, NOW + 60))).isFalse();
    assertThat(used.add(claim(2, NOW + 3600))).isTrue();
  }

  @Test
  void shouldGrantNothingOfBeforeItBegan() {
    assertThat(used.add(claim(1, NOW - KEPT - 60))).isFalse();
    assertThat(used.add(claim(1, NOW - KEPT))).isTrue();
  }

  private static NonceClaim claim(int number, long created) {
    return new NonceClaim(NonceId.of("k", "nonce-" + number), created);
  }
}
