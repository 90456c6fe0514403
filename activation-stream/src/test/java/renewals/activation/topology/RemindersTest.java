package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Pipeline.utf8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.record.Inputs;
import renewals.activation.renewal.rules.CalendarTerms;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.schemas.Topics;
import renewals.streams.watermark.PartitionWatermark;
import renewals.streams.watermark.PartitionWatermarks;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Reminders of a card's expiry, of its carrier's cut-off and of its closing, each once. */
class RemindersTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final Instant EXPIRY = Instant.parse("2026-05-02T02:00:00Z");

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldRemindThirtySevenAndOneDaysBeforeAndAtTheExpiry() {
    renew("R1", "M-1");

    pipeline.advance(Duration.ofDays(70));

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

    pipeline.advance(Duration.ofDays(31).minusHours(1));

    assertThat(reminders()).isEmpty();
  }

  @Test
  void shouldRemindOnlyOnceHoweverOftenTheClockTicks() {
    renew("R1", "M-1");

    for (int day = 0; day < 70; day++) {
      pipeline.advance(Duration.ofDays(1));
    }

    assertThat(reminders())
        .extracting(RenewalUpdate::getReason)
        .containsExactly("30", "7", "1", "0");
  }

  @Test
  void shouldCancelWhatARenewalExtends() {
    renew("R1", "M-1");
    pipeline.advance(Duration.ofDays(40));
    reminders();

    renew("R2", "M-2");
    pipeline.advance(Duration.ofDays(55));

    assertThat(reminders())
        .singleElement()
        .satisfies(
            reminder -> {
              assertThat(reminder.getMerchantId()).isEqualTo("M-2");
              assertThat(reminder.getReason()).isEqualTo("30");
              assertThat(reminder.getValidUntil()).isEqualTo(Instant.parse("2026-07-02T02:00:00Z"));
            });
  }

  @Test
  void shouldRemindTheMerchantBeforeTooAsLongAsHisOwnPeriodLasts() {
    renew("R1", "M-1");
    addDays("R2", "M-2", 3);
    Instant expiry = EXPIRY.plus(Duration.ofDays(3));

    pipeline.advance(Duration.ofDays(70));

    assertThat(reminders())
        .extracting(
            RenewalUpdate::getMerchantId,
            RenewalUpdate::getRenewalId,
            RenewalUpdate::getReason,
            RenewalUpdate::getValidUntil)
        .containsExactly(
            tuple("M-1", "R1", "30", expiry),
            tuple("M-1", "R1", "7", expiry),
            tuple("M-2", "R2", "1", expiry),
            tuple("M-2", "R2", "0", expiry));
  }

  @Test
  void shouldRemindNoMerchantBeforeWhoseRenewalWasReversed() {
    renew("R1", "M-1");
    addDays("R2", "M-2", 3);
    var refund = settled("R1", "P-back", 5000, pipeline.now());
    refund.setStatus(renewals.v1.PaymentStatus.REFUNDED);
    pipeline.take(refund);

    pipeline.advance(Duration.ofDays(70));

    assertThat(reminders()).extracting(RenewalUpdate::getMerchantId).containsOnly("M-2");
  }

  @Test
  void shouldRemindTheMerchantWhoseRenewalCountsWhenAnothersIsReversed() {
    renew("R1", "M-1");
    renew("R2", "M-2");
    var refund = settled("R2", "P-back", 5000, pipeline.now());
    refund.setStatus(renewals.v1.PaymentStatus.REFUNDED);
    pipeline.take(refund);

    pipeline.advance(Duration.ofDays(35));

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
  void shouldNotRemindOfAMonthThirtyDaysAhead() {
    pipeline.take(requested("R1", CLOCK));
    pipeline.take(settled("R1", "P-R1", 5000, CLOCK));
    pipeline.take(approved("R1", "V-R1", CLOCK));

    pipeline.advance(Duration.ofDays(40));

    assertThat(reminders()).extracting(RenewalUpdate::getReason).containsExactly("7", "1", "0");
  }

  @Test
  void shouldRemindBeforeTheCutoffAndBeforeTheCardIsClosed() {
    RulePolicy rules = RulePolicy.DEFAULT;
    CalendarTerms terms = new CalendarTerms(20, 90, CalendarTerms.DEFAULT.reminders());
    RulePolicy policy =
        new RulePolicy(
            rules.orphanedAfter(),
            rules.lapsedAfter(),
            rules.paymentUnknownAfter(),
            rules.review(),
            rules.zones(),
            new RulePolicy.ByCarrier<>(rules.calendars().otherwise(), Map.of("cmcc", terms)));
    Instant expiry = Instant.parse("2026-06-10T07:20:00Z");
    try (Pipeline calendar = new Pipeline(CLOCK, policy)) {
      RenewalRequested request = requested("R1", CLOCK);
      request.setCurrentValidUntil(Instant.parse("2026-05-10T07:20:00Z"));
      calendar.take(request);
      calendar.take(settled("R1", "P-R1", 5000, CLOCK));
      calendar.take(approved("R1", "V-R1", CLOCK));

      for (int hour = 0; hour < 200 * 24; hour++) {
        calendar.advance(Duration.ofHours(1));
      }

      assertThat(calendar.updates())
          .filteredOn(update -> update.getKind() == UpdateKind.EXPIRY_REMINDER)
          .extracting(
              RenewalUpdate::getUpdateId, RenewalUpdate::getReason, RenewalUpdate::getOccurredAt)
          .containsExactly(
              told("c7", "CUTOFF", "2026-05-13T01:00:00Z", expiry),
              told("c2", "CUTOFF", "2026-05-18T01:00:00Z", expiry),
              told("e7", "7", "2026-06-03T08:00:00Z", expiry),
              told("e1", "1", "2026-06-09T08:00:00Z", expiry),
              told("e0", "0", "2026-06-10T08:00:00Z", expiry),
              told("x", "CLOSING", "2026-09-05T08:00:00Z", expiry));
    }
  }

  private static Tuple told(String name, String reason, String at, Instant expiry) {
    return tuple("R1/" + name + "/" + expiry.getEpochSecond(), reason, Instant.parse(at));
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
                  public void hold(long from) {}

                  @Override
                  public long watermark() {
                    return CLOCK.toEpochMilli();
                  }
                })) {
      behind.take(forTwoMonths("R1", CLOCK));
      behind.take(settled("R1", "P1", 5000, CLOCK));
      behind.take(approved("R1", "V1", CLOCK));

      behind.advance(Duration.ofDays(70));

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
      behind.take(forTwoMonths("R1", CLOCK));
      behind.take(settled("R1", "P1", 5000, CLOCK));
      behind.take(approved("R1", "V1", CLOCK));
      behind.updates();
      behind.advance(Duration.ofDays(35));
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
      parking.take(forTwoMonths("R1", CLOCK));
      parking.take(settled("R1", "P1", 5000, CLOCK));
      parking.take(approved("R1", "V1", CLOCK));
      parking.registry.setAway(true);
      parking.take(Topics.RENEWAL_PAYMENTS, utf8("R2"), new byte[] {0, 0, 0, 0, 99, 1});
      parking.updates();
      read.watermark = Long.MAX_VALUE;
      parking.advance(Duration.ofDays(35));
      parking.advance(Duration.ofSeconds(30));
      assertThat(parking.updates()).isEmpty();

      parking.registry.setAway(false);
      parking.advance(Duration.ofSeconds(10));
      parking.advance(Duration.ofSeconds(10));
      parking.advance(Duration.ofSeconds(1));

      assertThat(parking.updates()).extracting(RenewalUpdate::getReason).containsExactly("30");
    }
  }

  /** Of a month thirty days are too much to be reminded of. */
  private static RenewalRequested forTwoMonths(String renewalId, Instant at) {
    RenewalRequested request = requested(renewalId, at);
    request.getPlan().setValidity("P2M");
    return request;
  }

  private void addDays(String renewalId, String merchantId, int days) {
    var request = requested(renewalId, pipeline.now());
    request.setMerchantId(merchantId);
    request.getPlan().setValidity("P%dD".formatted(days));
    pipeline.take(request);
    pipeline.take(settled(renewalId, "P-" + renewalId, 5000, pipeline.now()));
    pipeline.take(approved(renewalId, "V-" + renewalId, pipeline.now()));
  }

  private void renew(String renewalId, String merchantId) {
    var request = forTwoMonths(renewalId, pipeline.now());
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
