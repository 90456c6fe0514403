package renewals.portal.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import renewals.schemas.Topics;
import renewals.schemas.links.LinkRevocation;

class LinkRevocationsTest {

  private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final LinkRevocations revocations = new LinkRevocations(new MovedClock());

  @Test
  void shouldOpenNothingBeforeAllIsRead() {
    now.set(NOON.plusSeconds(11));

    assertThat(revocations.isRevoked("R-1", NOON)).isTrue();
    assertThat(revocations.state("ready")).contains("isn't read yet");
    revocations.caughtUp();
    assertThat(revocations.isRevoked("R-1", NOON)).isFalse();
    assertThat(revocations.state("ready")).isEqualTo("ready");
  }

  @Test
  void shouldTakeBackTheLinksOfARenewalMadeBeforeTheRecordWasAppended() {
    take(LinkRevocation.keyOf("R-1"), NOON);
    revocations.caughtUp();

    assertThat(revocations.isRevoked("R-1", NOON.minusMillis(1))).isTrue();
    assertThat(revocations.isRevoked("R-1", NOON)).isFalse();
    assertThat(revocations.isRevoked("R-2", NOON.minusMillis(1))).isFalse();
  }

  @Test
  void shouldTakeBackAllLinksMadeBeforeTheLatestMomentThatWasNamed() {
    take(LinkRevocation.keyOf(NOON), NOON.plusSeconds(60));
    take(LinkRevocation.keyOf(NOON.minusSeconds(60)), NOON.plusSeconds(61));
    revocations.caughtUp();

    assertThat(revocations.isRevoked("R-1", NOON.minusMillis(1))).isTrue();
    assertThat(revocations.isRevoked("R-2", NOON)).isFalse();
  }

  @Test
  void shouldPassOverAKeyThatIsNone() {
    take("before/noon".getBytes(java.nio.charset.StandardCharsets.UTF_8), NOON);
    revocations.caughtUp();

    assertThat(revocations.isRevoked("before/noon", NOON.minusSeconds(1))).isFalse();
  }

  private void take(byte[] key, Instant appended) {
    revocations.take(
        new ConsumerRecord<>(
            Topics.LINK_REVOCATIONS.name(),
            0,
            0,
            appended.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            key.length,
            1,
            key,
            new byte[] {1},
            new RecordHeaders(),
            Optional.empty()));
  }

  private final class MovedClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
