package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Pipeline.utf8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.announcement.stream.ReadAnnouncements;
import renewals.activation.announcement.stream.TellOnceProcessor;
import renewals.activation.card.codec.ToCards;
import renewals.schemas.Topics;
import renewals.v1.Announcement;
import renewals.v1.AnnouncementKind;
import renewals.v1.Money;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Announcements, from their topic to what merchants are told. */
class AnnouncementsTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final Duration TICK = Duration.ofSeconds(1);

  private final Pipeline pipeline = new Pipeline(CLOCK);

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void shouldTellAMerchantWhatIsAnnounced() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");

    Announcement announcement = announcement("A1", 3);
    announcement.setLink("https://example.com/fees");
    announcement.setEndsAt(CLOCK.plus(Duration.ofDays(30)));
    announce(announcement);

    assertThat(told())
        .singleElement()
        .satisfies(
            update -> {
              assertThat(update.getUpdateId()).isEqualTo("A1/3/M-1");
              assertThat(update.getMerchantId()).isEqualTo("M-1");
              assertThat(update.getOccurredAt()).isEqualTo(CLOCK.plus(TICK));
              assertThat(update.getRenewalId()).isNull();
              assertThat(update.getTerminalId()).isNull();
              assertThat(update.getIccid()).isNull();
              assertThat(update.getCarrierId()).isNull();
              assertThat(update.getAnnouncement().getAnnouncementId()).isEqualTo("A1");
              assertThat(update.getAnnouncement().getRevision()).isEqualTo(3);
              assertThat(update.getAnnouncement().getKind()).isEqualTo(AnnouncementKind.FEES);
              assertThat(update.getAnnouncement().getTitleZh()).isEqualTo("资费调整");
              assertThat(update.getAnnouncement().getTextEn()).isEqualTo("Fees change on 1 May.");
              assertThat(update.getAnnouncement().getLink()).isEqualTo("https://example.com/fees");
              assertThat(update.getAnnouncement().getEffectiveAt())
                  .isEqualTo(announcement.getEffectiveAt());
              assertThat(update.getAnnouncement().getEndsAt()).isEqualTo(announcement.getEndsAt());
            });
  }

  @Test
  void shouldTellAMerchantOfManyCardsOnce() {
    for (int card = 1; card <= 5; card++) {
      activate("R" + card, card < 5 ? "M-1" : "M-2", card, "lakala-app", "cmcc", "pos-1m-1g");
    }

    announce(announcement("A1", 0));

    assertThat(merchants(told())).containsExactlyInAnyOrder("M-1", "M-2");
  }

  @Test
  void shouldTellAnAnnouncementThatComesAgainToNobody() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    announce(announcement("A1", 2));
    told();

    announce(announcement("A1", 2));
    announce(announcement("A1", 1));

    assertThat(told()).isEmpty();
    assertThat(pipeline.judged("duplicate")).isEqualTo(2);
  }

  @Test
  void shouldTellAGreaterRevisionAnew() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    announce(announcement("A1", 2));
    announce(announcement("A1", 4));

    assertThat(told())
        .extracting(RenewalUpdate::getUpdateId)
        .containsExactly("A1/2/M-1", "A1/4/M-1");
  }

  @Test
  void shouldTellOnlyTheGreaterRevisionWhereItComesBeforeTheWalkHasBegun() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    pipeline.take(announcement("A1", 2));
    announce(announcement("A1", 4));

    assertThat(told()).extracting(RenewalUpdate::getUpdateId).containsExactly("A1/4/M-1");
  }

  @Test
  void shouldSendOtherContentOfTheSameRevisionToDeadLetters() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    announce(announcement("A1", 2));
    told();
    Announcement other = announcement("A1", 2);
    other.setTextZh("别的");

    announce(other);

    assertThat(told()).isEmpty();
    assertThat(pipeline.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.reason()).isEqualTo("CONFLICTING_DUPLICATE");
              assertThat(letter.key()).isEqualTo("A1");
              assertThat(letter.headers()).containsEntry("dl-topic", "announcements");
            });
  }

  @Test
  void shouldTakeAKindLearntLaterForTheSame() {
    Announcement unknown = announcement("A1", 2);
    unknown.setKind(AnnouncementKind.OTHER);
    announce(unknown);

    announce(announcement("A1", 2));

    assertThat(pipeline.judged("duplicate")).isEqualTo(1);
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void shouldTellThoseWhoseRenewalFitsAllThatIsGiven() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    activate("R2", "M-2", 2, "lakala-app", "cucc", "pos-1m-1g");
    activate("R3", "M-3", 3, "bank-east", "cmcc", "pos-1m-1g");
    activate("R4", "M-4", 4, "lakala-app", "cmcc", "pos-1y-9g");
    Announcement announcement = announcement("A1", 0);
    announcement.setCarrierIds(List.of("cmcc", "ctcc"));
    announcement.setChannelIds(List.of("lakala-app"));
    announcement.setPlanIds(List.of("pos-1m-1g"));

    announce(announcement);

    assertThat(merchants(told())).containsExactly("M-1");
  }

  @Test
  void shouldTellTheMerchantOfTheLatestRenewalOnly() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    activate("R2", "M-2", 1, "lakala-app", "cmcc", "pos-1m-1g");

    announce(announcement("A1", 0));

    assertThat(merchants(told())).containsExactly("M-2");
  }

  @Test
  void shouldTellNobodyWhoseCardHasExpired() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    pipeline.advance(Duration.ofDays(32));

    announce(announcement("A1", 0));

    assertThat(told()).isEmpty();
  }

  @Test
  void shouldTellNobodyOnceItHasEnded() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    Announcement ended = announcement("A1", 0);
    ended.setEndsAt(CLOCK);

    announce(ended);

    assertThat(told()).isEmpty();
    assertThat(pipeline.deadLetters()).isEmpty();
  }

  @Test
  void shouldTellNobodyOfWhatIsWithdrawnBeforeTheWalkHasBegun() {
    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    pipeline.take(announcement("A1", 0));
    Announcement withdrawn = announcement("A1", 1);
    withdrawn.setEndsAt(CLOCK);

    announce(withdrawn);

    assertThat(told()).isEmpty();
  }

  @Test
  void shouldNotTellCardsThatComeLater() {
    announce(announcement("A1", 0));

    activate("R1", "M-1", 1, "lakala-app", "cmcc", "pos-1m-1g");
    pipeline.advance(Duration.ofDays(1));

    assertThat(told()).isEmpty();
  }

  @Test
  void shouldRefuseAnAnnouncementUnderAnotherKey() {
    pipeline.take(Topics.ANNOUNCEMENTS, utf8("A2"), pipeline.bytes(announcement("A1", 0)));

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("KEY_MISMATCH");
  }

  @Test
  void shouldRefuseARemoval() {
    pipeline.take(Topics.ANNOUNCEMENTS, utf8("A1"), null);

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("INVALID");
  }

  @Test
  void shouldRefuseBytesThatAreNoAnnouncement() {
    pipeline.take(Topics.ANNOUNCEMENTS, utf8("A1"), new byte[] {9});

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("UNREADABLE");
  }

  @Test
  void shouldRefuseWhatTheContractForbids() {
    Announcement plain = announcement("A1", 0);
    plain.setLink("http://example.com/");

    pipeline.take(plain);

    assertThat(pipeline.deadLetters())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.headers())
                    .containsEntry("dl-reason", "INVALID")
                    .containsEntry(
                        "dl-text",
                        "link is http://example.com/, expected none, or an https URL in"
                            + " ASCII, without user or #"));
  }

  @Test
  void shouldOutliveBytesOfItsOwnThatNobodyCanRead() {
    byte[] bytes = {99};
    pipeline.takeInternal(ReadAnnouncements.TO_REGISTER, utf8("A1"), bytes);
    pipeline.takeInternal(GraphTopics.CARD_CHANGES, utf8("A1"), ToCards.ANNOUNCEMENT.wrap(bytes));
    pipeline.takeInternal(TellOnceProcessor.TO_MERCHANTS, utf8("M-1"), bytes);

    assertThat(pipeline.deadLetters())
        .extracting(Pipeline.Letter::reason)
        .containsExactly("PROCESSING_FAILED", "PROCESSING_FAILED", "PROCESSING_FAILED");
  }

  private void announce(Announcement announcement) {
    pipeline.take(announcement);
    pipeline.advance(TICK);
  }

  private List<RenewalUpdate> told() {
    return pipeline.updates().stream()
        .filter(update -> update.getKind() == UpdateKind.ANNOUNCEMENT)
        .toList();
  }

  private static List<String> merchants(List<RenewalUpdate> told) {
    return told.stream().map(RenewalUpdate::getMerchantId).toList();
  }

  /** A gift of a month, which the carrier approves. */
  private void activate(
      String renewalId, String merchantId, int card, String channel, String carrier, String plan) {
    Instant now = pipeline.now();
    RenewalRequested request = Events.requested(renewalId, now);
    request.setMerchantId(merchantId);
    request.setIccid("898600000000000%04d0".formatted(card));
    request.setChannelId(channel);
    request.setCarrierId(carrier);
    request.setPlan(new Plan(plan, "P1M", 1_000_000_000L, null));
    request.setAmountDue(new Money(0L, "CNY"));
    pipeline.take(request);
    var review = Events.approved(renewalId, "V-" + renewalId, now);
    review.setCarrierId(carrier);
    pipeline.take(review);
    pipeline.advance(TICK);
  }

  private static Announcement announcement(String id, long revision) {
    return Announcement.newBuilder()
        .setAnnouncementId(id)
        .setKind(AnnouncementKind.FEES)
        .setEffectiveAt(CLOCK.plus(Duration.ofDays(10)))
        .setTitleZh("资费调整")
        .setTextZh("自 5 月 1 日起资费调整。")
        .setTitleEn("Fees change")
        .setTextEn("Fees change on 1 May.")
        .setRevision(revision)
        .build();
  }
}
