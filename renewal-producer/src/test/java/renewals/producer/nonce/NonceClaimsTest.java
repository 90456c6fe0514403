package renewals.producer.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import renewals.client.UnavailableException;
import renewals.kit.Health;
import renewals.testing.HandClock;

class NonceClaimsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final NonceId NONCE = NonceId.of("k", "0123456789abcdef");
  private static final NonceClaim CLAIM = new NonceClaim(NONCE, NOW.getEpochSecond());
  private static final String OWN = "own/1";

  private final HandClock clock = new HandClock(NOW);
  private long nanos;
  private final NonceClaims claims = new NonceClaims(clock, () -> nanos);
  private long offset;

  @Test
  void shouldWaitUntilTheOwnRecordWasRead() {
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);
    assertThat(outcome).isNotDone();

    read(OWN, bytes(CLAIM));

    assertThat(outcome).isCompletedWithValue(true);
  }

  @Test
  void shouldRefuseTheLaterOfTwoClaims() {
    CompletableFuture<Boolean> later = await(OWN, CLAIM);
    read("other/1", bytes(CLAIM));
    read(OWN, bytes(CLAIM));

    assertThat(later).isCompletedWithValue(false);
  }

  @Test
  void shouldGrantOneOfTwoClaimsOfOneRecord() {
    ClaimGroup group = new ClaimGroup();
    CompletableFuture<Boolean> first = add(group, CLAIM);
    CompletableFuture<Boolean> second = add(group, CLAIM);
    claims.await(OWN, group.bytes(), group);

    read(OWN, bytes(CLAIM, CLAIM));

    assertThat(first).isCompletedWithValue(true);
    assertThat(second).isCompletedWithValue(false);
  }

  @Test
  void shouldTellEachClaimOfARecordItsOwnOutcome() {
    NonceClaim other = new NonceClaim(NonceId.of("k", "another-nonce-of"), CLAIM.created());
    read("other/1", bytes(CLAIM));
    ClaimGroup group = new ClaimGroup();
    CompletableFuture<Boolean> replayed = add(group, CLAIM);
    CompletableFuture<Boolean> fresh = add(group, other);
    claims.await(OWN, group.bytes(), group);

    read(OWN, bytes(CLAIM, other));

    assertThat(replayed).isCompletedWithValue(false);
    assertThat(fresh).isCompletedWithValue(true);
  }

  @Test
  void shouldRefuseANonceThatComesAgainWithAnotherTime() {
    NonceClaim again = new NonceClaim(NONCE, CLAIM.created() + 200);
    read("other/1", bytes(CLAIM));
    CompletableFuture<Boolean> outcome = await(OWN, again);
    read(OWN, bytes(again));

    assertThat(outcome).isCompletedWithValue(false);
    assertThat(claims.isUsed(NONCE)).isTrue();
  }

  /** Who may write to the topic might name another's record. */
  @Test
  void shouldNotTakeAForeignRecordOfTheSameNameForItsOwn() {
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);
    read("other/1", bytes(CLAIM));
    read(OWN, bytes(new NonceClaim(NonceId.of("k", "another-nonce-of"), CLAIM.created())));
    assertThat(outcome).isNotDone();

    read(OWN, bytes(CLAIM));

    assertThat(outcome).isCompletedWithValue(false);
  }

  @Test
  void shouldStillKnowANonceWhenTheTopicIsReadAgain() {
    read("other/1", bytes(CLAIM));
    read("other/1", bytes(CLAIM));
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);
    read(OWN, bytes(CLAIM));

    assertThat(outcome).isCompletedWithValue(false);
    assertThat(claims.size()).isOne();
  }

  @Test
  void shouldTellKeysApart() {
    read("other/1", bytes(CLAIM));

    assertThat(claims.isUsed(NonceId.of("l", "0123456789abcdef"))).isFalse();
  }

  @Test
  void shouldKeepANonceForAQuarterOfAnHourAndNoLongerThanAMinuteMore() {
    read("other/1", bytes(CLAIM));

    pass(UsedNonces.KEPT);
    claims.forgetOld();
    assertThat(claims.isUsed(NONCE)).isTrue();

    pass(Duration.ofMinutes(1));
    claims.forgetOld();
    assertThat(claims.isUsed(NONCE)).isFalse();
    assertThat(claims.size()).isZero();
  }

  @Test
  void shouldStillKnowANonceAfterItsClockJumpedAheadAndBack() {
    read("other/1", bytes(CLAIM));

    clock.advance(Duration.ofMinutes(16));
    claims.forgetOld();
    pass(Duration.ofMinutes(4));
    claims.forgetOld();
    clock.advance(Duration.ofMinutes(-16));
    claims.forgetOld();

    assertThat(claims.isUsed(NONCE)).isTrue();
    CompletableFuture<Boolean> replayed = await(OWN, CLAIM);
    read(OWN, bytes(CLAIM));
    assertThat(replayed).isCompletedWithValue(false);
    NonceClaim fresh =
        new NonceClaim(NonceId.of("k", "another-nonce-of"), clock.instant().getEpochSecond());
    CompletableFuture<Boolean> served = await("own/2", fresh);
    read("own/2", bytes(fresh));
    assertThat(served).isCompletedWithValue(true);
  }

  /** Legitimately forgotten, and then its signature is fresh once more. */
  @Test
  void shouldRefuseWhatItHasForgottenWhenItsClockIsPutBack() {
    read("other/1", bytes(CLAIM));
    pass(Duration.ofMinutes(20));
    claims.forgetOld();
    assertThat(claims.isUsed(NONCE)).isFalse();

    clock.advance(Duration.ofMinutes(-20));
    CompletableFuture<Boolean> replayed = await(OWN, CLAIM);
    read(OWN, bytes(CLAIM));

    assertThat(replayed).isCompletedWithValue(false);
  }

  /** Else what others grant meanwhile could be used here once more. */
  @Test
  void shouldTakeNoteOfOthersClaimsWhileItsOwnClockIsWrong() {
    long appended = clock.millis();
    for (Duration wrong : List.of(Duration.ofHours(2), Duration.ofHours(-4))) {
      clock.advance(wrong);
      claims.forgetOld();
      NonceClaim others =
          new NonceClaim(NonceId.of("k", "nonce-of-" + wrong), NOW.getEpochSecond());
      claims.read("other/" + wrong, bytes(others), offset++, appended);

      assertThat(claims.isUsed(others.id())).as("%s", wrong).isTrue();
    }
  }

  @Test
  void shouldSayThatItRefusesWhatIsSignedNowWhereTheClockWasPutBackUntilItHasCaughtUp() {
    pass(Duration.ofMinutes(20));
    claims.forgetOld();
    assertThat(claims.state()).isEqualTo(Health.READY);

    clock.advance(Duration.ofMinutes(-20));
    claims.forgetOld();
    assertThat(claims.state()).contains("put back by 20 minutes", "start again");

    pass(Duration.ofMinutes(15));
    claims.forgetOld();
    assertThat(claims.state()).isEqualTo(Health.READY);
  }

  @Test
  void shouldCatchUpWhereItsClockWasBehind() {
    read("other/1", bytes(CLAIM));
    clock.advance(Duration.ofHours(1));
    for (int i = 0; i < 70; i++) {
      pass(Duration.ofMinutes(1));
      claims.forgetOld();
    }

    assertThat(claims.readFrom())
        .isEqualTo(clock.instant().minus(Duration.ofMinutes(30)).toEpochMilli());
  }

  /** A broker whose clock is wrong for a moment, or that leads the partition for a moment. */
  @Test
  void shouldRefuseNobodyForOneRecordThatWasStampedHoursAhead() {
    long wild = clock.millis() + Duration.ofHours(6).toMillis();
    claims.read("other/1", bytes(CLAIM), offset++, wild);
    for (int minute = 1; minute <= 60; minute++) {
      pass(Duration.ofMinutes(1));
      claims.forgetOld();
      NonceClaim fresh =
          new NonceClaim(
              NonceId.of("k", "another-nonce-%02d".formatted(minute)),
              clock.instant().getEpochSecond());
      CompletableFuture<Boolean> outcome = await("own/" + minute, fresh);
      read("own/" + minute, bytes(fresh));
      assertThat(outcome).as("in minute %d", minute).isCompletedWithValue(true);
    }
  }

  @Test
  void shouldFailThoseThatWaitWhenTheTopicCannotBeRead() {
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);

    claims.failAll("request-nonces can't be read");

    assertUnavailable(outcome);
  }

  @Test
  void shouldFailThoseThatWaitTooLong() {
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);
    claims.failOlderThan(Duration.ofHours(1));
    assertThat(outcome).isNotDone();

    claims.failOlderThan(Duration.ZERO);

    assertUnavailable(outcome);
  }

  @Test
  void shouldGrantNothingWhoseTimeIsOutsideOfWhatIsKept() {
    NonceClaim old = new NonceClaim(NONCE, CLAIM.created() - 3600);
    CompletableFuture<Boolean> outcome = await(OWN, old);
    read(OWN, bytes(old));

    assertThat(outcome).isCompletedWithValue(false);
  }

  /** So that nobody who may write to the topic fills the memory for good. */
  @Test
  void shouldNotNoteWhatLiesFarAhead() {
    read("other/1", bytes(new NonceClaim(NONCE, CLAIM.created() + 3600)));

    assertThat(claims.size()).isZero();
  }

  @Test
  void shouldKnowTheOutcomeAtOnceWhereAllBeforeWasRead() {
    read("other/1", bytes(new NonceClaim(NonceId.of("k", "another-nonce-of"), CLAIM.created())));
    CompletableFuture<Boolean> first = await(OWN, CLAIM);
    assertThat(claims.appended(OWN, 1, clock.millis())).isFalse();
    assertThat(first).isCompletedWithValue(true);

    CompletableFuture<Boolean> again = await("own/2", CLAIM);
    assertThat(claims.appended("own/2", 2, clock.millis())).isFalse();
    assertThat(again).isCompletedWithValue(false);
    read(OWN, bytes(CLAIM));
    read("own/2", bytes(CLAIM));
    assertThat(claims.size()).isEqualTo(2);
  }

  @Test
  void shouldWaitForTheTopicWhereAnotherMayHaveComeBefore() {
    read("other/1", bytes(new NonceClaim(NonceId.of("k", "another-nonce-of"), CLAIM.created())));
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);
    assertThat(claims.appended(OWN, 2, clock.millis())).isTrue();
    assertThat(outcome).isNotDone();

    read("other/2", bytes(CLAIM));
    read(OWN, bytes(CLAIM));

    assertThat(outcome).isCompletedWithValue(false);
  }

  @Test
  void shouldWaitForTheTopicWhereNothingIsKnownOfWhatLiesBefore() {
    CompletableFuture<Boolean> unread = await(OWN, CLAIM);
    assertThat(claims.appended(OWN, 0, clock.millis())).isTrue();
    assertThat(unread).isNotDone();
    read(OWN, bytes(CLAIM));
    assertThat(unread).isCompletedWithValue(true);

    claims.failAll("request-nonces can't be read");
    CompletableFuture<Boolean> failed = await("own/2", CLAIM);
    assertThat(claims.appended("own/2", 1, clock.millis())).isTrue();
    assertThat(failed).isNotDone();
  }

  @Test
  void shouldWaitForTheTopicWhereKafkaDoesNotSayWhereTheRecordLiesOrSinceWhen() {
    read("other/1", bytes(new NonceClaim(NonceId.of("k", "another-nonce-of"), CLAIM.created())));
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);

    assertThat(claims.appended(OWN, -1, clock.millis())).isTrue();
    assertThat(claims.appended(OWN, 1, -1)).isTrue();

    assertThat(outcome).isNotDone();
  }

  private void pass(Duration time) {
    clock.advance(time);
    nanos += time.toNanos();
  }

  private void read(String key, byte[] value) {
    claims.read(key, value, offset++, clock.millis());
  }

  private CompletableFuture<Boolean> await(String key, NonceClaim claim) {
    ClaimGroup group = new ClaimGroup();
    CompletableFuture<Boolean> outcome = add(group, claim);
    claims.await(key, group.bytes(), group);
    return outcome;
  }

  private static CompletableFuture<Boolean> add(ClaimGroup group, NonceClaim claim) {
    ClaimGroup.Member member = new ClaimGroup.Member(claim);
    group.add(member);
    return member.outcome();
  }

  private static byte[] bytes(NonceClaim... some) {
    return ClaimCodec.write(List.of(some));
  }

  private static void assertUnavailable(CompletableFuture<Boolean> outcome) {
    assertThatThrownBy(outcome::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(UnavailableException.class);
  }
}
