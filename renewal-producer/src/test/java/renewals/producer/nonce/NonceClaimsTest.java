package renewals.producer.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import renewals.producer.domain.UnavailableException;
import renewals.testing.HandClock;

class NonceClaimsTest {

  private static final NonceId NONCE = NonceId.of(UsedNonces.keyOf("k", "0123456789abcdef"));

  private final HandClock clock = new HandClock(Instant.parse("2026-03-02T02:00:00Z"));
  private final NonceClaims claims = new NonceClaims(clock);

  @Test
  void shouldWaitUntilTheTopicWasReadPastTheClaim() {
    CompletableFuture<Boolean> outcome = claims.outcome(NONCE, 0, 7);
    claims.add(NONCE, created(), 7);
    assertThat(outcome).isNotDone();

    claims.readUpTo(0, 8);

    assertThat(outcome).isCompletedWithValue(true);
  }

  @Test
  void shouldRefuseTheLaterOfTwoClaims() {
    CompletableFuture<Boolean> later = claims.outcome(NONCE, 0, 9);
    claims.add(NONCE, created(), 7);
    claims.add(NONCE, created(), 9);
    claims.readUpTo(0, 10);

    assertThat(later).isCompletedWithValue(false);
  }

  @Test
  void shouldKnowTheOutcomeAtOnceOfWhatWasReadAlready() {
    claims.add(NONCE, created(), 7);
    claims.readUpTo(0, 8);

    assertThat(claims.outcome(NONCE, 0, 7)).isCompletedWithValue(true);
  }

  @Test
  void shouldRefuseANonceThatComesAgainWithAnotherTime() {
    claims.add(NONCE, created(), 7);
    claims.add(NONCE, created() + 200, 9);
    claims.readUpTo(0, 10);

    assertThat(claims.outcome(NONCE, 0, 9)).isCompletedWithValue(false);
    assertThat(claims.isUsed(NONCE)).isTrue();
  }

  @Test
  void shouldTellKeysApart() {
    claims.add(NONCE, created(), 7);

    assertThat(claims.isUsed(NonceId.of(UsedNonces.keyOf("l", "0123456789abcdef")))).isFalse();
  }

  @Test
  void shouldKeepANonceForAQuarterOfAnHourAndNoLongerThanAMinuteMore() {
    claims.add(NONCE, created(), 7);

    clock.advance(UsedNonces.KEPT);
    claims.readUpTo(0, 8);
    assertThat(claims.isUsed(NONCE)).isTrue();

    clock.advance(Duration.ofMinutes(1));
    claims.readUpTo(0, 8);
    assertThat(claims.isUsed(NONCE)).isFalse();
  }

  @Test
  void shouldFailThoseThatWaitWhenTheTopicCannotBeRead() {
    CompletableFuture<Boolean> outcome = claims.outcome(NONCE, 0, 7);

    claims.failAll("request-nonces can't be read");

    assertThatThrownBy(outcome::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(UnavailableException.class);
  }

  /** So that nobody who may write to the topic fills the memory for good. */
  @Test
  void shouldNotNoteWhatLiesFarAhead() {
    claims.add(NONCE, created() + 3600, 7);

    assertThat(claims.size()).isZero();
  }

  private long created() {
    return Instant.parse("2026-03-02T02:00:00Z").getEpochSecond();
  }
}
