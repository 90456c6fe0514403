package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.parties.model.Binding;
import renewals.parties.model.Limits;
import renewals.parties.model.Names;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.Right;
import renewals.provenance.ProvenanceSettings;
import renewals.provenance.ProvenanceSettings.Mode;
import renewals.provenance.RecordProvenance;
import renewals.schemas.Topics;
import renewals.testing.HandClock;
import renewals.testing.Signer;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeDue;

/** Nobody but who may say so moves a merchant's notices to another address. */
class ProvenanceTest {

  private static final String MERCHANT = Samples.MERCHANT;
  private static final Parties LAKALA = Signer.parties(lakala(Names.of(MERCHANT)));

  private final HandClock clock = new HandClock(Samples.NOW);
  private Parties parties = LAKALA;
  private final RecordProvenance provenance =
      new RecordProvenance(
          new ProvenanceSettings(
              Mode.REQUIRED, Optional.empty(), Optional.of(Path.of("keys")), Optional.empty()),
          () -> Signer.GATEWAY_KEYS,
          () -> parties,
          clock,
          new SimpleMeterRegistry());
  private Bench bench = new Bench(provenance, 1);

  private static Party lakala(Names merchants) {
    Party party = Signer.party("lakala", Names.of("lakala-app"), Binding.MERCHANT_CONTACT);
    Right right = party.may().getFirst();
    return new Party(
        party.id(),
        List.of(
            new Right(
                right.events(),
                right.channelIds(),
                right.carrierIds(),
                Optional.of(merchants),
                false,
                Optional.empty())),
        party.keys(),
        Limits.USUAL);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTakeAContactThatAGatewaySigned() {
    give(Signer.GATEWAY, "lakala", mail("wang@a.example"), bench.now());

    assertThat(addressesTold()).containsExactly("wang@a.example");
  }

  @Test
  void shouldTakeAContactThatAPartySignedForItsMerchant() {
    give(Signer.ofParty("lakala"), "lakala", mail("wang@a.example"), bench.now());

    assertThat(addressesTold()).containsExactly("wang@a.example");
  }

  @Test
  void shouldNotMoveNoticesToWhereNobodySigned() {
    give(Signer.GATEWAY, "lakala", mail("wang@a.example"), bench.now());
    bench.give(mail("wang@evil.example"));
    bench.takeBackContact(MERCHANT);

    assertThat(reasons()).containsExactly("UNPROVEN", "UNPROVEN");
    assertThat(addressesTold()).containsExactly("wang@a.example");
  }

  @Test
  void shouldNotMoveNoticesOfAnothersMerchant() {
    parties = Signer.parties(lakala(Names.of("L-*")));
    give(Signer.ofParty("lakala"), "lakala", mail("wang@evil.example"), bench.now());
    takeBack(Signer.ofParty("lakala"), "lakala", bench.now());

    assertThat(reasons()).containsExactly("FOREIGN_CLAIM", "FOREIGN_CLAIM");
  }

  @Test
  void shouldLetNoCallbackGiveOrTakeBackAContact() {
    give(Signer.GATEWAY, "callback:lakala-app", mail("wang@evil.example"), bench.now());
    takeBack(Signer.GATEWAY, "callback:lakala-app", bench.now());

    assertThat(reasons()).containsExactly("FOREIGN_CLAIM", "FOREIGN_CLAIM");
  }

  @Test
  void shouldNotBringBackAnAddressByACopyOfWhatWasSaidBefore() {
    Instant first = bench.now();
    give(Signer.GATEWAY, "lakala", mail("wang@old.example"), first);
    pass(Duration.ofHours(1));
    give(Signer.GATEWAY, "lakala", mail("wang@new.example"), bench.now());
    pass(Duration.ofHours(1));
    give(Signer.GATEWAY, "lakala", mail("wang@old.example"), first);
    takeBack(Signer.GATEWAY, "lakala", first);

    assertThat(addressesTold()).containsExactly("wang@new.example");
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(2);
  }

  @Test
  void shouldNotBringBackAnAddressByACopyOfWhatWasSaidBeforeWithARevision() {
    give(Signer.GATEWAY, "lakala", mail("wang@new.example"), bench.now());
    pass(Duration.ofHours(1));
    MerchantContact revised =
        Samples.contact().setEmail("wang@old.example").setRevision(7L).build();
    give(Signer.GATEWAY, "lakala", revised, bench.now().minus(Duration.ofHours(2)));

    assertThat(addressesTold()).containsExactly("wang@new.example");
    assertThat(bench.counts.of(Counts.Fate.DUPLICATE)).isEqualTo(1);
  }

  @Test
  void shouldNotTakeAContactOfYesterday() {
    Instant yesterday = bench.now().minus(Duration.ofHours(24)).minusMillis(1);
    give(Signer.GATEWAY, "lakala", mail("wang@a.example"), yesterday);

    assertThat(reasons()).containsExactly("UNPROVEN");
  }

  @Test
  void shouldWaitForAPartyThatIsNotKnownYet() {
    parties = Parties.NONE;
    give(Signer.ofParty("lakala"), "lakala", mail("wang@a.example"), bench.now());
    pass(Duration.ofSeconds(10));
    parties = LAKALA;
    pass(Duration.ofSeconds(2));

    assertThat(addressesTold()).containsExactly("wang@a.example");
    assertThat(reasons()).isEmpty();
  }

  @Test
  void shouldJudgeOnceWhatLiesInAnotherPartition() {
    bench.close();
    bench = new Bench(provenance, 1_000);
    give(Signer.GATEWAY, "lakala", mail("wang@a.example"), bench.now());
    bench.give(mail("wang@evil.example"));

    assertThat(reasons()).containsExactly("UNPROVEN");
    assertThat(bench.counts.of(Counts.Event.MISPLACED)).isEqualTo(1);
  }

  @Test
  void shouldAskOfNothingThatThePipelineTells() {
    bench.tell(Samples.activated("R1"));

    assertThat(reasons()).isEmpty();
  }

  private static MerchantContact mail(String address) {
    return Samples.contact().setEmail(address).build();
  }

  private void give(Signer signer, String party, MerchantContact contact, Instant at) {
    byte[] value = bench.wire(Topics.MERCHANT_CONTACTS, contact, new MerchantContact());
    pipe(signer, party, value, at);
  }

  private void takeBack(Signer signer, String party, Instant at) {
    pipe(signer, party, null, at);
  }

  private void pipe(Signer signer, String party, byte[] value, Instant at) {
    byte[] key = Bench.bytes(MERCHANT);
    Headers headers = signer.sign(Topics.MERCHANT_CONTACTS.name(), key, value, party, at);
    bench.pipe(Topics.MERCHANT_CONTACTS, key, value, headers);
  }

  private void pass(Duration time) {
    clock.advance(time);
    bench.pass(time);
  }

  private List<String> reasons() {
    return bench.records(Topics.DEAD_LETTERS).stream()
        .map((TestRecord<byte[], byte[]> letter) -> Bench.header(letter, "dl-reason"))
        .toList();
  }

  private List<String> addressesTold() {
    bench.tell(Samples.activated("R1"));
    return bench.due().stream()
        .map(NoticeDue::getTarget)
        .filter(target -> target.contains("@"))
        .toList();
  }
}
