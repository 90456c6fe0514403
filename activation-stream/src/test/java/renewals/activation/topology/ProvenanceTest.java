package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.activation.topology.Events.approved;
import static renewals.activation.topology.Events.requested;
import static renewals.activation.topology.Events.settled;
import static renewals.activation.topology.Pipeline.utf8;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.activation.topology.Pipeline.Letter;
import renewals.parties.model.Binding;
import renewals.parties.model.Names;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.Right;
import renewals.parties.proof.SigningKey;
import renewals.provenance.ProvenanceSettings;
import renewals.provenance.ProvenanceSettings.Mode;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.schemas.json.EventType;
import renewals.testing.HandClock;
import renewals.testing.Signer;
import renewals.v1.Announcement;
import renewals.v1.AnnouncementKind;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CarrierState;

/** Nobody but who is proven to have said a record, and may say it, moves a renewal. */
class ProvenanceTest {

  private static final Instant CLOCK = Instant.parse("2026-03-02T02:00:00Z");
  private static final Parties LAKALA =
      Signer.parties(
          Signer.party(
              "lakala", Names.of("lakala-app"), Binding.PAYMENT, Binding.RENEWAL_REQUESTED));

  private final HandClock clock = new HandClock(CLOCK);
  private Parties parties = LAKALA;
  private Pipeline pipeline = pipeline(Mode.REQUIRED, Optional.empty());

  private Pipeline pipeline(Mode mode, Optional<Instant> since) {
    ProvenanceSettings settings =
        new ProvenanceSettings(mode, since, Optional.of(Path.of("keys")), Optional.empty());
    return new Pipeline(
        CLOCK,
        meters ->
            new RecordProvenance(
                settings, () -> Signer.GATEWAY_KEYS, () -> parties, clock, meters));
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void shouldActivateWhatAGatewaySigned() {
    gateway("lakala", requested("R1", CLOCK));
    gateway("callback:lakala-app", settled("R1", "P1", 5000, CLOCK));
    gateway("carrier-m", approved("R1", "V1", CLOCK));

    assertThat(pipeline.activations()).hasSize(1);
    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(found("proven")).isEqualTo(3);
  }

  @Test
  void shouldActivateWhatAPartySignedItself() {
    say(Signer.ofParty("lakala"), "lakala", requested("R1", CLOCK));
    say(Signer.ofParty("lakala"), "lakala", settled("R1", "P1", 5000, CLOCK));
    gateway("carrier-m", approved("R1", "V1", CLOCK));

    assertThat(pipeline.activations()).hasSize(1);
  }

  @Test
  void shouldOpenNoCaseForWhatNobodySigned() {
    pipeline.take(requested("R1", CLOCK));

    Letter letter = letter();
    assertThat(letter.reason()).isEqualTo("UNPROVEN");
    assertThat(letter.headers())
        .containsEntry("dl-stage", "READ")
        .containsEntry(
            "dl-text", "rn-party, rn-at and rn-proof stand 0, 0 and 0 times, expected each once");
    assertThat(pipeline.caseOf("R1")).isNull();
    assertThat(pipeline.judged("dead")).isEqualTo(1);
    assertThat(found("unproven")).isEqualTo(1);
  }

  @Test
  void shouldRememberNothingOfAForgedPayment() {
    gateway("lakala", requested("R1", CLOCK));
    pipeline.take(settled("R1", "P1", 1, CLOCK));
    gateway("lakala", settled("R1", "P1", 5000, CLOCK));
    gateway("carrier-m", approved("R1", "V1", CLOCK));

    assertThat(letter().reason()).isEqualTo("UNPROVEN");
    assertThat(pipeline.activations()).hasSize(1);
  }

  @Test
  void shouldAskForAProofBeforeItAsksForAnythingElse() {
    byte[] junk = {1, 2, 3};
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), junk);
    assertThat(letter().reason()).isEqualTo("UNPROVEN");

    pipeline.take(Topics.RENEWAL_PAYMENTS, null, null);
    assertThat(letter().reason()).isEqualTo("UNPROVEN");

    byte[] large = new byte[Topics.MAX_RECORD_BYTES + 1];
    pipeline.take(Topics.RENEWAL_PAYMENTS, utf8("R1"), large);
    assertThat(letter().reason()).isEqualTo("UNPROVEN");

    pipeline.registry.setAway(true);
    pipeline.take(settled("R1", "P1", 5000, CLOCK));
    assertThat(letter().reason()).isEqualTo("UNPROVEN");
  }

  @Test
  void shouldTellWhatElseIsWrongWithWhatIsProven() {
    byte[] junk = {1, 2, 3};
    take(
        Topics.RENEWAL_PAYMENTS.name(),
        utf8("R1"),
        junk,
        Signer.GATEWAY.sign(Topics.RENEWAL_PAYMENTS.name(), utf8("R1"), junk, "lakala", CLOCK));

    Letter letter = letter();
    assertThat(letter.reason()).isEqualTo("UNREADABLE");
    assertThat(letter.headers()).containsEntry("rn-party", "lakala").containsKey("rn-proof");
  }

  @Test
  void shouldRefuseWhatAPartyMayNotSay() {
    parties = Signer.parties(Signer.party("bank-east", Names.of("bank-east"), Binding.PAYMENT));
    say(Signer.ofParty("bank-east"), "bank-east", settled("R1", "P1", 5000, CLOCK));

    Letter letter = letter();
    assertThat(letter.reason()).isEqualTo("FOREIGN_CLAIM");
    assertThat(letter.headers())
        .containsEntry("dl-text", "channelId is \"lakala-app\", bank-east may speak for bank-east");
    assertThat(pipeline.caseOf("R1")).isNull();
    assertThat(found("foreign_claim")).isEqualTo(1);
  }

  @Test
  void shouldJudgeARightThatEndsAsOfTheAppend() {
    parties = Signer.parties(lakalaUntil(CLOCK.plusSeconds(60)));
    SpecificRecord before = settled("R1", "P1", 5000, CLOCK);
    clock.advance(Duration.ofMinutes(2));
    say(Signer.ofParty("lakala"), "lakala", before);
    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(found("proven")).isEqualTo(1);

    pipeline.advance(Duration.ofSeconds(60));
    say(Signer.ofParty("lakala"), "lakala", settled("R2", "P2", 5000, CLOCK));
    assertThat(letter().reason()).isEqualTo("FOREIGN_CLAIM");
  }

  @Test
  void shouldNotTakeWhatWasAppendedAfterARightEndedThoughThisMachinesClockIsBehind() {
    parties = Signer.parties(lakalaUntil(CLOCK.plusSeconds(60)));
    pipeline.advance(Duration.ofMinutes(2));
    say(Signer.ofParty("lakala"), "lakala", settled("R1", "P1", 5000, CLOCK));

    assertThat(letter().reason()).isEqualTo("FOREIGN_CLAIM");
  }

  private static Party lakalaUntil(Instant end) {
    Party party = Signer.party("lakala", Names.of("lakala-app"), Binding.PAYMENT);
    Right right = party.may().getFirst();
    return new Party(
        party.id(),
        List.of(
            new Right(
                right.events(),
                right.channelIds(),
                right.carrierIds(),
                right.merchantIds(),
                right.gifts(),
                Optional.of(end))),
        party.keys(),
        party.limits());
  }

  @Test
  void shouldLetACallbackSayPaymentsOfItsChannelAlone() {
    gateway("callback:other", settled("R1", "P1", 5000, CLOCK));
    gateway("callback:lakala-app", requested("R1", CLOCK));

    assertThat(pipeline.deadLetters())
        .extracting(Letter::reason)
        .containsExactly("FOREIGN_CLAIM", "FOREIGN_CLAIM");
  }

  @Test
  void shouldWaitForAPartyThatIsNotKnownYet() {
    parties = Parties.NONE;
    say(Signer.ofParty("lakala"), "lakala", requested("R1", CLOCK));
    gateway("platform", settled("R1", "P1", 5000, CLOCK));
    gateway("platform", approved("R1", "V1", CLOCK));
    advance(Duration.ofSeconds(50));
    assertThat(pipeline.activations()).isEmpty();
    assertThat(pipeline.deadLetters()).isEmpty();

    parties = LAKALA;
    advance(Duration.ofSeconds(5));

    assertThat(pipeline.activations()).hasSize(1);
  }

  @Test
  void shouldWaitNoLongerThanAMinuteForAParty() {
    parties = Parties.NONE;
    say(Signer.ofParty("lakala"), "lakala", requested("R1", CLOCK));
    advance(Duration.ofSeconds(61));

    assertThat(letter().headers())
        .containsEntry("dl-reason", "UNPROVEN")
        .containsEntry("dl-text", "no party has a key lakala-1");
    parties = LAKALA;
    advance(Duration.ofSeconds(61));
    assertThat(pipeline.caseOf("R1")).isNull();
  }

  @Test
  void shouldNotWaitForAKeyThatCameLongAgo() {
    parties = Parties.NONE;
    SpecificRecord event = requested("R1", CLOCK);
    clock.advance(Duration.ofMinutes(2));
    say(Signer.ofParty("lakala"), "lakala", event);

    assertThat(letter().reason()).isEqualTo("UNPROVEN");
  }

  @Test
  void shouldNotLetTheUnknownHoldUpOthers() {
    say(Signer.ofParty("nobody"), "nobody", settled("R1", "P9", 1, CLOCK));
    gateway("lakala", requested("R1", CLOCK));
    gateway("lakala", settled("R1", "P1", 5000, CLOCK));
    gateway("carrier-m", approved("R1", "V1", CLOCK));

    assertThat(pipeline.activations()).hasSize(1);
  }

  @Test
  void shouldNotLetMoreThanSoManyWait() {
    SpecificRecord event = settled("R1", "P9", 1, CLOCK);
    for (int n = 0; n <= 10_000; n++) {
      say(Signer.ofParty("nobody"), "nobody", event);
    }

    assertThat(letter().headers())
        .containsEntry("dl-reason", "UNPROVEN")
        .containsEntry(
            "dl-text",
            "the record is of an unknown key, and too large or one too many to wait for it");
  }

  @Test
  void shouldJudgeWhatCarriersSayOfThemselves() {
    pipeline.take(Events.status(1, CarrierState.OUTAGE, CLOCK, null));
    assertThat(letter().reason()).isEqualTo("UNPROVEN");

    say(Signer.ofParty("lakala"), "lakala", Events.status(1, CarrierState.OUTAGE, CLOCK, null));
    assertThat(letter().reason()).isEqualTo("FOREIGN_CLAIM");

    gateway("carrier-m", Events.status(1, CarrierState.OUTAGE, CLOCK, null));
    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(pipeline.judged("applied")).isEqualTo(1);
  }

  @Test
  void shouldJudgeWhatCarriersSayOfTheStateOfACard() {
    CardStatus stopped =
        new CardStatus("cmcc", Events.ICCID, CardState.SUSPENDED, CardCause.RISK, null, CLOCK, 1L);
    pipeline.take(stopped);
    assertThat(letter().reason()).isEqualTo("UNPROVEN");

    say(Signer.ofParty("lakala"), "lakala", stopped);
    assertThat(letter().reason()).isEqualTo("FOREIGN_CLAIM");

    gateway("carrier-m", stopped);
    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(pipeline.judged("applied")).isEqualTo(1);
  }

  @Test
  void shouldOnlyCountInWatch() {
    pipeline.close();
    pipeline = pipeline(Mode.WATCH, Optional.empty());
    pipeline.take(requested("R1", CLOCK));
    gateway("callback:other", settled("R1", "P1", 5000, CLOCK));
    say(Signer.ofParty("nobody"), "nobody", approved("R1", "V1", CLOCK));

    assertThat(pipeline.activations()).hasSize(1);
    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(found("unproven")).isEqualTo(1);
    assertThat(found("foreign_claim")).isEqualTo(1);

    advance(Duration.ofSeconds(61));
    gateway("carrier-m", Events.status(1, CarrierState.OUTAGE, CLOCK, null));
    assertThat(found("unproven")).isEqualTo(2);
  }

  @Test
  void shouldCountInWatchWhatWouldBecomeOfAPartyThatIsKnownLater() {
    pipeline.close();
    pipeline = pipeline(Mode.WATCH, Optional.empty());
    parties = Parties.NONE;
    say(Signer.ofParty("lakala"), "lakala", requested("R1", CLOCK));
    say(Signer.ofParty("lakala"), "lakala", approved("R1", "V1", CLOCK));
    assertThat(found("unproven")).isZero();

    parties = LAKALA;
    advance(Duration.ofSeconds(5));
    gateway("lakala", settled("R1", "P1", 5000, CLOCK));

    assertThat(found("proven")).isEqualTo(3);
    assertThat(found("unproven")).isZero();
    assertThat(found("foreign_claim")).isEqualTo(1);
    assertThat(pipeline.activations()).hasSize(1);
  }

  @Test
  void shouldCountOnceInWatchWhatIsForgedAsACallback() {
    pipeline.close();
    pipeline = pipeline(Mode.WATCH, Optional.empty());
    SigningKey guessed =
        new SigningKey(
            SigningKey.Signer.GATEWAY, "g1", new SecretKeySpec(new byte[32], "HmacSHA256"));
    say(new Signer(guessed), "callback:other", settled("R1", "P1", 5000, CLOCK));

    assertThat(found("unproven")).isEqualTo(1);
    assertThat(found("foreign_claim")).isZero();
  }

  @Test
  void shouldNotAskOfWhatWasAppendedBefore() {
    pipeline.close();
    pipeline = pipeline(Mode.REQUIRED, Optional.of(CLOCK.plusSeconds(1)));
    pipeline.take(requested("R1", CLOCK));
    assertThat(pipeline.caseOf("R1")).isNotNull();
    assertThat(pipeline.deadLetters()).isEmpty();

    advance(Duration.ofSeconds(1));
    pipeline.take(requested("R2", CLOCK));
    assertThat(letter().reason()).isEqualTo("UNPROVEN");
  }

  @Test
  void shouldLeaveAnAnnouncementToThePartyThatMadeIt() {
    gateway("carrier-m", announcement(1, "Fees change."));
    gateway("carrier-n", announcement(2, "Pay here instead."));
    gateway("carrier-m", announcement(1, "Fees change."));
    gateway("carrier-m", announcement(2, "Fees change in May."));

    Letter letter = letter();
    assertThat(letter.reason()).isEqualTo("FOREIGN_CLAIM");
    assertThat(letter.headers())
        .containsEntry("dl-stage", "DECIDE")
        .containsEntry("dl-text", "announcement A1 is carrier-m's, not carrier-n's");
    assertThat(pipeline.judged("applied")).isEqualTo(2);
    assertThat(pipeline.judged("duplicate")).isEqualTo(1);
  }

  @Test
  void shouldLetThePlatformReplaceAnAnnouncementAndLeaveItToItsParty() {
    gateway("carrier-m", announcement(1, "Fees change."));
    gateway("platform", announcement(2, "Fees stay."));
    gateway("carrier-n", announcement(3, "Pay here instead."));
    gateway("carrier-m", announcement(3, "Fees change in May."));

    assertThat(letter().reason()).isEqualTo("FOREIGN_CLAIM");
    assertThat(pipeline.judged("applied")).isEqualTo(3);
  }

  @Test
  void shouldAskNobodyWhoseAnAnnouncementIsWhereProofsAreOnlyWatched() {
    pipeline.close();
    pipeline = pipeline(Mode.WATCH, Optional.empty());

    gateway("carrier-m", announcement(1, "Fees change."));
    gateway("carrier-n", announcement(2, "Pay here instead."));

    assertThat(pipeline.deadLetters()).isEmpty();
    assertThat(pipeline.judged("applied")).isEqualTo(2);
  }

  private static Announcement announcement(long revision, String text) {
    return Announcement.newBuilder()
        .setAnnouncementId("A1")
        .setRevision(revision)
        .setKind(AnnouncementKind.FEES)
        .setEffectiveAt(CLOCK)
        .setTitleZh("资费")
        .setTextZh("资费调整")
        .setTitleEn("Fees")
        .setTextEn(text)
        .build();
  }

  private void gateway(String party, SpecificRecord event) {
    say(Signer.GATEWAY, party, event);
  }

  private void say(Signer signer, String party, SpecificRecord event) {
    EventType type = EventType.of(event);
    byte[] key = utf8(type.key(event));
    byte[] value = pipeline.bytes(event);
    String topic = type.topic().name();
    take(topic, key, value, signer.sign(topic, key, value, party, pipeline.now()));
  }

  private void take(String topic, byte[] key, byte[] value, Headers headers) {
    pipeline.take(
        Topics.named(topic).orElseThrow(), new TestRecord<>(key, value, headers, pipeline.now()));
  }

  private void advance(Duration by) {
    clock.advance(by);
    pipeline.advance(by);
  }

  private Letter letter() {
    var letters = pipeline.deadLetters();
    assertThat(letters).hasSize(1);
    return letters.getFirst();
  }

  private long found(String outcome) {
    return (long)
        pipeline
            .meters
            .get("renewals.provenance.records")
            .tag("outcome", outcome)
            .counter()
            .count();
  }
}
