package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import renewals.activation.cardreport.model.CardStatusReport;
import renewals.activation.cardreport.model.UsageRules;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Reports of cards that are wrong, strange or too many, through the whole graph. */
class BadReportsTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final long PLAN = 1_000_000_000L;

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  private void activate() {
    pipeline.take(Events.requested("R1", CLOCK));
    pipeline.take(Events.settled("R1", "P1", 5000, CLOCK));
    pipeline.take(Events.approved("R1", "V1", CLOCK));
    pipeline.updates();
  }

  private static CardUsage usage(String carrierId, Duration after, long used) {
    return new CardUsage(
        "U-%s-%s-%d".formatted(carrierId, after, used),
        carrierId,
        Events.ICCID,
        CLOCK,
        null,
        used,
        null,
        CLOCK.plus(after));
  }

  private List<UpdateKind> told() {
    return pipeline.updates().stream().map(RenewalUpdate::getKind).toList();
  }

  private List<String> dead() {
    return pipeline.deadLetters().stream().map(Pipeline.Letter::reason).toList();
  }

  private UsageRules.@Nullable Usage known(String carrierId) {
    return UsageRules.now(
        pipeline.reportedOf(Events.ICCID, carrierId),
        pipeline.ledgerOf(Events.ICCID),
        pipeline.now());
  }

  @Test
  void shouldRefuseUsageOfMoreThanADayAhead() {
    activate();
    pipeline.take(usage("cmcc", Duration.ofHours(24).plusMillis(1), PLAN));

    assertThat(dead()).containsExactly("INVALID");
    assertThat(told()).isEmpty();
    assertThat(known("cmcc")).isNull();
  }

  @Test
  void shouldRefuseUsageOfAPeriodThatBeginsBehindIt() {
    activate();
    CardUsage ahead = usage("cmcc", Duration.ofHours(1), PLAN);
    ahead.setPeriodStart(CLOCK.plus(Duration.ofHours(2)));
    CardUsage endless = usage("cmcc", Duration.ofHours(1), PLAN);
    endless.setPeriodEnd(CLOCK);
    pipeline.take(ahead);
    pipeline.take(endless);

    assertThat(dead()).containsExactly("INVALID", "INVALID");
    assertThat(told()).isEmpty();
  }

  @Test
  void shouldRefuseUsageAndAllowancesBelowNothing() {
    activate();
    CardUsage allowance = usage("cmcc", Duration.ofHours(1), 1);
    allowance.setAllowanceBytes(-1L);
    pipeline.take(usage("cmcc", Duration.ofHours(1), -1));
    pipeline.take(allowance);

    assertThat(dead()).containsExactly("INVALID", "INVALID");
    assertThat(known("cmcc")).isNull();
  }

  @Test
  void shouldTakeLessThanBeforeForTheCarriersCorrectionAndTellNothing() {
    activate();
    pipeline.take(usage("cmcc", Duration.ofHours(1), PLAN / 2));
    pipeline.take(usage("cmcc", Duration.ofHours(2), PLAN / 4));

    assertThat(known("cmcc").usedBytes()).isEqualTo(PLAN / 4);
    assertThat(told()).isEmpty();
    assertThat(dead()).isEmpty();
  }

  @Test
  void shouldLetNoOtherCarrierHideBlockOrTellAnything() {
    activate();
    pipeline.take(usage("stranger", Duration.ofHours(20), PLAN));
    pipeline.take(
        new CardStatus(
            "stranger",
            Events.ICCID,
            CardState.CLOSED,
            CardCause.RISK,
            null,
            CLOCK,
            Long.MAX_VALUE));
    assertThat(told()).isEmpty();

    pipeline.take(usage("cmcc", Duration.ofHours(1), PLAN));
    pipeline.take(
        new CardStatus(
            "cmcc", Events.ICCID, CardState.SUSPENDED, CardCause.OWNER, null, CLOCK, 1L));

    assertThat(told()).containsExactly(UpdateKind.DATA_USED_UP, UpdateKind.CARD_SUSPENDED);
    assertThat(known("cmcc").usedBytes()).isEqualTo(PLAN);
    assertThat(pipeline.reportedOf(Events.ICCID, "cmcc").status().state())
        .isEqualTo(CardStatusReport.State.SUSPENDED);
    assertThat(dead()).isEmpty();
  }

  @Test
  void shouldKeepWhatIsReportedOfACardThatNobodyRenewedAndTellNobody() {
    pipeline.take(usage("cmcc", Duration.ZERO, PLAN));

    assertThat(told()).isEmpty();
    assertThat(dead()).isEmpty();
    activate();
    assertThat(pipeline.reportedOf(Events.ICCID, "cmcc").usage()).isNotNull();
    assertThat(told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldTellNothingWhereNobodyKnowsWhatMayBeUsed(boolean said) {
    CardUsage report = usage("cmcc", Duration.ofHours(1), 7 * PLAN);
    report.setAllowanceBytes(said ? 0L : null);
    if (said) {
      activate();
    }
    pipeline.take(report);

    assertThat(told()).isEmpty();
    assertThat(dead()).isEmpty();
    assertThat(known("cmcc").allowanceBytes()).isNull();
    assertThat(known("cmcc").remainingBytes()).isNull();
  }
}
