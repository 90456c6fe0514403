package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Pipeline.utf8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.record.Inputs;
import renewals.schemas.Topics;
import renewals.streams.watermark.PartitionWatermark;
import renewals.streams.watermark.PartitionWatermarks;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Reminders of a card's expiry: 30, 7 and 1 days before and at it, each once for one expiry. */
class RemindersTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant EXPIRY = Instant.parse("2026-04-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldRemindThirtySevenAndOneDaysBeforeAndAtTheExpiry() {
    renew("R1", "M-1");

    pipeline.advance(Duration.ofDays(40));

    assertThat(reminders())
        .extracting(RenewalUpdate::getUpdateId)
        .containsExactly(
            "R1/e30/" + EXPIRY.getEpochSecond(),
            "R1/e7/" + EXPIRY.getEpochSecond(),
            "R1/e1/" + EXPIRY.getEpochSecond(),
            "R1/e0/" + EXPIRY.getEpochSecond());
  }

  @Test
  void shouldSayNothingBeforeThirtyDaysAreLeft() {
    renew("R1", "M-1");

    pipeline.advance(Duration.ofHours(23));

    assertThat(reminders()).isEmpty();
  }

  @Test
  void shouldRemindOnlyOnceHoweverOftenTheClockTicks() {
    renew("R1", "M-1");

    for (int day = 0; day < 40; day++) {
      pipeline.advance(Duration.ofDays(1));
    }

    assertThat(reminders())
        .extracting(RenewalUpdate::getReason)
        .containsExactly("30", "7", "1", "0");
  }

  @Test
  void shouldCancelWhatARenewalExtends() {
    renew("R1", "M-1");
    pipeline.advance(Duration.ofDays(20));
    reminders();

    renew("R2", "M-2");
    pipeline.advance(Duration.ofDays(20));

    assertThat(reminders())
        .singleElement()
        .satisfies(
            reminder -> {
              assertThat(reminder.getMerchantId()).isEqualTo("M-2");
              assertThat(reminder.getReason()).isEqualTo("30");
              assertThat(reminder.getValidUntil()).isEqualTo(Instant.parse("2026-05-02T02:00:00Z"));
            });
  }

  @Test
  void shouldRemindTheMerchantWhoseRenewalCountsWhenAnothersIsReversed() {
    renew("R1", "M-1");
    renew("R2", "M-2");
    var refund = settled("R2", "P-back", 5000, pipeline.now());
    refund.setStatus(renewals.v1.PaymentStatus.REFUNDED);
    pipeline.take(refund);

    pipeline.advance(Duration.ofDays(10));

    assertThat(reminders())
        .singleElement()
        .satisfies(
            reminder -> {
              assertThat(reminder.getMerchantId()).isEqualTo("M-1");
              assertThat(reminder.getRenewalId()).isEqualTo("R1");
            });
  }

  @Test
  void shouldNotRemindOfMomentsBeforeTheDecisionThatSetTheExpiry() {
    var request = requested("R1", CLOCK);
    request.getPlan().setValidity("P3D");
    pipeline.take(request);
    pipeline.take(settled("R1", "P-R1", 5000, CLOCK));
    pipeline.take(approved("R1", "V-R1", CLOCK));

    pipeline.advance(Duration.ofDays(10));

    assertThat(reminders()).extracting(RenewalUpdate::getReason).containsExactly("1", "0");
  }

  @Test
  void shouldNotRemindWhileWhatCardsAreAskedHasNotBeenRead() {
    try (Pipeline behind =
        new Pipeline(
            CLOCK,
            (inputs, partition) ->
                new PartitionWatermark() {
                  @Override
                  public void end() {}

                  @Override
                  public void done(String topic, long offset) {}

                  @Override
                  public long watermark() {
                    return CLOCK.toEpochMilli();
                  }
                })) {
      behind.take(requested("R1", CLOCK));
      behind.take(settled("R1", "P1", 5000, CLOCK));
      behind.take(approved("R1", "V1", CLOCK));

      behind.advance(Duration.ofDays(40));

      assertThat(behind.updates())
          .extracting(RenewalUpdate::getKind)
          .doesNotContain(UpdateKind.EXPIRY_REMINDER);
    }
  }

  @Test
  void shouldNotRemindWhileARenewalThatCancelsItMayLieUnread() {
    HandHeldProgress renewals = new HandHeldProgress();
    renewals.watermark = CLOCK.toEpochMilli();
    PartitionWatermarks cards = PartitionWatermarks.neverBehind();
    try (Pipeline behind =
        new Pipeline(
            CLOCK,
            (inputs, partition) ->
                (inputs == Inputs.CARD_CHANGES ? cards : renewals).begin(inputs, partition))) {
      behind.take(requested("R1", CLOCK));
      behind.take(settled("R1", "P1", 5000, CLOCK));
      behind.take(approved("R1", "V1", CLOCK));
      behind.updates();
      behind.advance(Duration.ofDays(10));
      behind.advance(Duration.ofSeconds(30));
      assertThat(behind.updates()).isEmpty();

      renewals.watermark = behind.now().toEpochMilli();
      behind.advance(Duration.ofSeconds(10));
      behind.advance(Duration.ofSeconds(1));

      assertThat(behind.updates()).extracting(RenewalUpdate::getReason).containsExactly("30");
    }
  }

  @Test
  void shouldNotRemindWhileARecordThatNobodyCanReadYetIsParked() {
    HandHeldProgress read = new HandHeldProgress();
    try (Pipeline parking = new Pipeline(CLOCK, read)) {
      parking.take(requested("R1", CLOCK));
      parking.take(settled("R1", "P1", 5000, CLOCK));
      parking.take(approved("R1", "V1", CLOCK));
      parking.registry.setAway(true);
      parking.take(Topics.RENEWAL_PAYMENTS, utf8("R2"), new byte[] {0, 0, 0, 0, 99, 1});
      parking.updates();
      read.watermark = Long.MAX_VALUE;
      parking.advance(Duration.ofDays(10));
      parking.advance(Duration.ofSeconds(30));
      assertThat(parking.updates()).isEmpty();

      parking.registry.setAway(false);
      parking.advance(Duration.ofSeconds(10));
      parking.advance(Duration.ofSeconds(10));
      parking.advance(Duration.ofSeconds(1));

      assertThat(parking.updates()).extracting(RenewalUpdate::getReason).containsExactly("30");
    }
  }

  private void renew(String renewalId, String merchantId) {
    var request = requested(renewalId, pipeline.now());
    request.setMerchantId(merchantId);
    pipeline.take(request);
    pipeline.take(settled(renewalId, "P-" + renewalId, 5000, pipeline.now()));
    pipeline.take(approved(renewalId, "V-" + renewalId, pipeline.now()));
  }

  private List<RenewalUpdate> reminders() {
    return pipeline.updates().stream()
        .filter(update -> update.getKind() == UpdateKind.EXPIRY_REMINDER)
        .toList();
  }
}
