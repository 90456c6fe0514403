package renewals.producer.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import renewals.producer.domain.UnavailableException;
import renewals.testing.HandClock;

class NonceClaimsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final NonceId NONCE = NonceId.of("k", "0123456789abcdef");
  private static final NonceClaim CLAIM = new NonceClaim(NONCE, NOW.getEpochSecond());
  private static final String OWN = "own/1";

  private final HandClock clock = new HandClock(NOW);
  private final NonceClaims claims = new NonceClaims(clock);
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

    clock.advance(UsedNonces.KEPT);
    claims.forgetOld();
    assertThat(claims.isUsed(NONCE)).isTrue();

    clock.advance(Duration.ofMinutes(1));
    claims.forgetOld();
    assertThat(claims.isUsed(NONCE)).isFalse();
    assertThat(claims.size()).isZero();
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
    assertThat(claims.appended(OWN, 1)).isFalse();
    assertThat(first).isCompletedWithValue(true);

    CompletableFuture<Boolean> again = await("own/2", CLAIM);
    assertThat(claims.appended("own/2", 2)).isFalse();
    assertThat(again).isCompletedWithValue(false);
    read(OWN, bytes(CLAIM));
    read("own/2", bytes(CLAIM));
    assertThat(claims.size()).isEqualTo(2);
  }

  @Test
  void shouldWaitForTheTopicWhereAnotherMayHaveComeBefore() {
    read("other/1", bytes(new NonceClaim(NonceId.of("k", "another-nonce-of"), CLAIM.created())));
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);
    assertThat(claims.appended(OWN, 2)).isTrue();
    assertThat(outcome).isNotDone();

    read("other/2", bytes(CLAIM));
    read(OWN, bytes(CLAIM));

    assertThat(outcome).isCompletedWithValue(false);
  }

  @Test
  void shouldWaitForTheTopicWhereNothingIsKnownOfWhatLiesBefore() {
    CompletableFuture<Boolean> unread = await(OWN, CLAIM);
    assertThat(claims.appended(OWN, 0)).isTrue();
    assertThat(unread).isNotDone();
    read(OWN, bytes(CLAIM));
    assertThat(unread).isCompletedWithValue(true);

    claims.failAll("request-nonces can't be read");
    CompletableFuture<Boolean> failed = await("own/2", CLAIM);
    assertThat(claims.appended("own/2", 1)).isTrue();
    assertThat(failed).isNotDone();
  }

  @Test
  void shouldWaitForTheTopicWhereKafkaDoesNotSayWhereTheRecordLies() {
    CompletableFuture<Boolean> outcome = await(OWN, CLAIM);

    assertThat(claims.appended(OWN, -1)).isTrue();

    assertThat(outcome).isNotDone();
  }

  private void read(String key, byte[] value) {
    claims.read(key, value, offset++);
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
