package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Pipeline.utf8;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.card.codec.ToCards;
import renewals.schemas.Topics;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.Routed;
import renewals.streams.routing.RoutedSerde;
import renewals.v1.Activation;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CardUsage;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** What carriers report of cards, through the whole graph. */
class CardReportsTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final String CARD = Events.ICCID.substring(0, 19);

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldGiveOutAnActivationOnAStoppedCardAndSayThatItIsStopped() {
    pipeline.take(status(1, CardState.SUSPENDED, CardCause.NO_REAL_NAME));

    Activation activation = activate();

    assertThat(activation.getCardStatus().getState()).isEqualTo(CardState.SUSPENDED);
    assertThat(activation.getCardStatus().getCause()).isEqualTo(CardCause.NO_REAL_NAME);
    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .doesNotContain(UpdateKind.CARD_SUSPENDED);
  }

  @Test
  void shouldGiveOutAnActivationWithoutStatusBeforeTheFirstWord() {
    assertThat(activate().getCardStatus()).isNull();
  }

  @Test
  void shouldTellTheCarriersWordsUnderTheRenewal() {
    activate();
    pipeline.updates();
    CardStatus closed = status(1, CardState.CLOSED, CardCause.OWNER);
    closed.setReasonText("owner asked for it");

    pipeline.take(closed);

    RenewalUpdate update = pipeline.updates().getFirst();
    assertThat(update.getUpdateId()).isEqualTo("R1/s1");
    assertThat(update.getKind()).isEqualTo(UpdateKind.CARD_CLOSED);
    assertThat(update.getReason()).isEqualTo("OWNER");
    assertThat(update.getText()).isEqualTo("owner asked for it");
    assertThat(update.getMerchantId()).isEqualTo("M-1001");
    assertThat(update.getChannelId()).isEqualTo("lakala-app");
    assertThat(update.getOccurredAt()).isEqualTo(pipeline.now());
  }

  @Test
  void shouldRefuseARecordUnderAnotherKey() {
    pipeline.take(Topics.CARD_USAGE, utf8(Events.ICCID), pipeline.bytes(usage(1)));
    pipeline.take(Topics.CARD_STATUS, null, pipeline.bytes(status(1, CardState.ACTIVE, null)));

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("KEY_MISMATCH", "KEY_MISMATCH");
    assertThat(pipeline.reportedOf(Events.ICCID, "cmcc")).isNull();
  }

  @Test
  void shouldRefuseWhatTheContractRefuses() {
    CardUsage future = usage(1);
    future.setAsOf(CLOCK.plus(Duration.ofHours(24)).plusMillis(1));
    CardUsage negative = usage(-1);
    CardStatus unknown = status(1, CardState.OTHER, null);

    pipeline.take(future);
    pipeline.take(negative);
    pipeline.take(unknown);

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("INVALID", "INVALID", "UNKNOWN_SYMBOL");
    assertThat(pipeline.judged("dead")).isEqualTo(3);
  }

  @Test
  void shouldCountEachReportOnce() {
    pipeline.take(usage(1));
    pipeline.take(usage(1));
    pipeline.take(usage(2));

    assertThat(pipeline.judged("applied")).isEqualTo(1);
    assertThat(pipeline.judged("duplicate")).isEqualTo(1);
    assertThat(pipeline.judged("dead")).isEqualTo(1);
    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("CONFLICTING_DUPLICATE");
  }

  @Test
  void shouldRefuseAFifthCarrierOfACardThatNobodyRenewed() {
    for (String carrier : new String[] {"a", "b", "c", "d", "e"}) {
      CardStatus status = status(1, CardState.ACTIVE, null);
      status.setCarrierId(carrier);
      pipeline.take(status);
    }

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("TOO_MANY_FACTS");
    assertThat(pipeline.reportedOf(Events.ICCID, "e")).isNull();
  }

  @Test
  void shouldParkWhatNobodyCanReadYetAndJudgeItInOrder() {
    activate();
    pipeline.updates();
    byte[] first = pipeline.bytes(status(1, CardState.SUSPENDED, CardCause.RISK));
    pipeline.registry.setAway(true);
    pipeline.take(Topics.CARD_STATUS, utf8(CARD), first);
    pipeline.registry.setAway(false);
    pipeline.take(status(2, CardState.ACTIVE, null));
    assertThat(pipeline.updates()).isEmpty();

    pipeline.advance(Duration.ofSeconds(1));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.CARD_SUSPENDED, UpdateKind.CARD_RESUMED);
  }

  @Test
  void shouldNotSendOnAStatusThatNoTopicTakes() {
    byte[] large = new byte[Topics.MAX_RECORD_BYTES + 1];

    pipeline.take(Topics.CARD_STATUS, utf8(CARD), large);

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("INVALID");
    assertThat(pipeline.judged("dead")).isEqualTo(1);
  }

  @Test
  void shouldNotSendOnAStatusWithAStampThatNoTopicTakes() {
    pipeline.take(
        Topics.CARD_STATUS,
        new TestRecord<>(
            utf8(CARD),
            pipeline.bytes(status(1, CardState.ACTIVE, null)),
            Instant.ofEpochMilli(Long.MAX_VALUE)));

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("INVALID");
    assertThat(pipeline.reportedOf(Events.ICCID, "cmcc")).isNull();
  }

  @Test
  void shouldJudgeAReportThatLayInAnotherPartition() {
    activate();
    pipeline.updates();
    SourceRecord elsewhere =
        new SourceRecord(
            Topics.CARD_STATUS.name(),
            3,
            7,
            CLOCK.toEpochMilli(),
            utf8(CARD),
            pipeline.bytes(status(1, CardState.SUSPENDED, CardCause.RISK)),
            new RecordHeaders());
    byte[] moved =
        RoutedSerde.create()
            .serializer()
            .serialize("any", new Routed.Source(elsewhere, Optional.empty()));

    pipeline.takeInternal(GraphTopics.CARD_CHANGES, utf8(CARD), ToCards.REPORT.wrap(moved));

    assertThat(pipeline.updates())
        .extracting(RenewalUpdate::getKind)
        .containsExactly(UpdateKind.CARD_SUSPENDED);
  }

  private Activation activate() {
    pipeline.take(Events.requested("R1", CLOCK));
    pipeline.take(Events.settled("R1", "P1", 5000, CLOCK));
    pipeline.take(Events.approved("R1", "V1", CLOCK));
    return pipeline.activations().getFirst();
  }

  private static CardUsage usage(long used) {
    return new CardUsage("U" + used, "cmcc", Events.ICCID, CLOCK, null, used, null, CLOCK);
  }

  private static CardStatus status(long revision, CardState state, CardCause cause) {
    return new CardStatus("cmcc", Events.ICCID, state, cause, null, CLOCK, revision);
  }
}
