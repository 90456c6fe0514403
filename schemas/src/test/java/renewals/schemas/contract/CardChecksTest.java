package renewals.schemas.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;

class CardChecksTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  private final CardUsage usage =
      new CardUsage("U1", "cmcc", "8986 0000-0000 0000 0001", NOW, null, 0L, null, NOW);
  private final CardStatus status =
      new CardStatus("cmcc", "89860000000000000001", CardState.ACTIVE, null, null, NOW, 0L);

  @Test
  void shouldFindNothingWhereAllIsWell() {
    assertThat(fields(usage)).isEmpty();
    assertThat(fields(status)).isEmpty();
  }

  @Test
  void shouldNameEveryViolationOfAnEmptyEvent() {
    assertThat(fields(new CardUsage()))
        .containsExactly("usageId", "carrierId", "iccid", "periodStart", "asOf");
    assertThat(fields(new CardStatus())).containsExactly("carrierId", "iccid", "state", "since");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void shouldRefuseNegativeCountsAndRevisions(long negative) {
    usage.setUsedBytes(negative);
    usage.setAllowanceBytes(negative);
    status.setRevision(negative);

    assertThat(fields(usage)).containsExactly("usedBytes", "allowanceBytes");
    assertThat(fields(status)).containsExactly("revision");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void shouldTakeTheSmallestAndTheGreatest(long count) {
    usage.setUsedBytes(count);
    usage.setAllowanceBytes(count);
    status.setRevision(count);

    assertThat(fields(usage)).isEmpty();
    assertThat(fields(status)).isEmpty();
  }

  @Test
  void shouldRefuseAReportOfBeforeItsPeriod() {
    usage.setAsOf(NOW.minusMillis(1));

    assertThat(EventContract.check(usage, NOW))
        .extracting(Violation::toString)
        .containsExactly(
            "asOf is 2026-03-02T01:59:59.999Z, expected a time that isn't before periodStart,"
                + " 2026-03-02T02:00:00Z");
  }

  @Test
  void shouldRefuseAPeriodThatEndsAsItBegins() {
    usage.setPeriodEnd(NOW);
    assertThat(fields(usage)).containsExactly("periodEnd");

    usage.setPeriodEnd(NOW.plusMillis(1));
    assertThat(fields(usage)).isEmpty();
  }

  @Test
  void shouldTakeTimesOfUpToADayAhead() {
    Instant ahead = NOW.plus(Duration.ofHours(24));
    usage.setAsOf(ahead);
    status.setSince(ahead);
    assertThat(fields(usage)).isEmpty();
    assertThat(fields(status)).isEmpty();

    usage.setAsOf(ahead.plusMillis(1));
    status.setSince(ahead.plusMillis(1));
    assertThat(fields(usage)).containsExactly("asOf");
    assertThat(fields(status)).containsExactly("since");
  }

  @Test
  void shouldRefuseAPeriodOfTheFuture() {
    usage.setPeriodStart(NOW.plus(Duration.ofDays(2)));
    usage.setAsOf(NOW.plus(Duration.ofDays(3)));

    assertThat(fields(usage)).containsExactly("asOf");
  }

  @Test
  void shouldKnowNoOtherStateButTakeAnyCause() {
    status.setState(CardState.OTHER);
    status.setCause(CardCause.OTHER);

    assertThat(EventContract.unknownSymbols(status))
        .extracting(Violation::field)
        .containsExactly("state");
  }

  private static List<String> fields(SpecificRecord event) {
    return EventContract.check(event, NOW).stream().map(Violation::field).toList();
  }
}
