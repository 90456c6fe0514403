package renewals.producer.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import renewals.client.UnavailableException;
import renewals.testing.HandClock;

/** Which nonces count goes by the time at which Kafka appended their records, by no other. */
class NonceReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");
  private static final NonceClaim CLAIM =
      new NonceClaim(NonceId.of("k", "0123456789abcdef"), NOW.getEpochSecond());
  private static final String OWN = "own/1";

  private final NonceClaims claims = new NonceClaims(new HandClock(NOW), () -> 0);
  private final NonceReader reader =
      new NonceReader(
          "request-nonces",
          () -> {
            throw new IllegalStateException("nobody reads");
          },
          claims);
  private long offset;

  private CompletableFuture<Boolean> await() {
    ClaimGroup group = new ClaimGroup();
    ClaimGroup.Member member = new ClaimGroup.Member(CLAIM);
    group.add(member);
    claims.await(OWN, group.bytes(), group);
    return member.outcome();
  }

  private void read(String key, TimestampType stamp) {
    ClaimGroup group = new ClaimGroup();
    group.add(new ClaimGroup.Member(CLAIM));
    byte[] value = group.bytes();
    reader.note(
        new ConsumerRecord<>(
            "request-nonces",
            0,
            offset++,
            NOW.toEpochMilli(),
            stamp,
            key.length(),
            value.length,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  @Test
  void shouldGrantAClaimThatKafkaStamped() {
    CompletableFuture<Boolean> outcome = await();

    read(OWN, TimestampType.LOG_APPEND_TIME);

    assertThat(outcome).isCompletedWithValue(true);
  }

  @Test
  void shouldGrantNoClaimThatItsWriterStamped() {
    CompletableFuture<Boolean> outcome = await();

    read(OWN, TimestampType.CREATE_TIME);

    assertThatThrownBy(outcome::join)
        .hasCauseInstanceOf(UnavailableException.class)
        .hasMessageContaining("request-nonces isn't stamped on append");
  }

  @Test
  void shouldTakeANonceForUsedThatAnUnstampedRecordClaims() {
    read("other/1", TimestampType.CREATE_TIME);
    CompletableFuture<Boolean> outcome = await();

    read(OWN, TimestampType.LOG_APPEND_TIME);

    assertThat(outcome).isCompletedWithValue(false);
  }

  @Test
  void shouldWaitForTheOwnRecordBehindOneThatItsWriterStamped() {
    read("other/1", TimestampType.LOG_APPEND_TIME);
    read("other/2", TimestampType.CREATE_TIME);
    CompletableFuture<Boolean> outcome = await();

    assertThat(claims.appended(OWN, offset, NOW.toEpochMilli())).isTrue();
    assertThat(outcome).isNotDone();
  }
}
