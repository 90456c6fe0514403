package renewals.parties.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.v1.CarrierState;
import renewals.v1.CarrierStatus;
import renewals.v1.MerchantContact;
import renewals.v1.Money;
import renewals.v1.PaymentEvent;
import renewals.v1.PaymentStatus;
import renewals.v1.Plan;
import renewals.v1.RenewalRequested;

class ClaimsTest {

  private static final Instant NOW = Instant.parse("2026-03-02T02:00:00Z");

  @Test
  void shouldLetAPartyPayForItsChannels() {
    assertThat(objection(channel("lakala-app", "lakala-pos"), payment("lakala-pos"))).isEmpty();
  }

  @Test
  void shouldNameFieldValueAndWhatThePartyMayOfAnotherChannel() {
    assertThat(objection(channel("lakala-app", "lakala-pos"), payment("b")))
        .hasToString("Optional[channelId is \"b\", lakala may speak for lakala-app, lakala-pos]");
  }

  @Test
  void shouldLetAStarSpeakForAnyChannel() {
    assertThat(objection(channel("*"), payment("b"))).isEmpty();
  }

  @Test
  void shouldLetNobodySpeakWhereTheListIsEmpty() {
    assertThat(objection(channel(), payment("b")))
        .hasToString("Optional[channelId is \"b\", lakala may speak for nobody]");
  }

  @Test
  void shouldRefuseAnEventThatIsNotNamed() {
    CarrierStatus status =
        new CarrierStatus("cmcc", CarrierState.OUTAGE, NOW, null, null, null, 1L);

    assertThat(objection(channel("*"), status))
        .hasToString(
            "Optional[type is \"carrier-status\", lakala may send payment, renewal-requested]");
  }

  @Test
  void shouldRefuseAnotherMerchantsRequestWhereMerchantsAreNamed() {
    assertThat(objection(merchants("L-*"), request("L-7", 5000))).isEmpty();
    assertThat(objection(merchants("L-*"), request("M-7", 5000)))
        .hasToString("Optional[merchantId is \"M-7\", lakala may speak for L-*]");
  }

  @Test
  void shouldRefuseAnotherMerchantsContact() {
    MerchantContact contact =
        MerchantContact.newBuilder().setMerchantId("M-7").setDisplayName("x").build();

    assertThat(objection(merchants("L-*"), contact)).isPresent();
    assertThat(Claims.objectionToRemoval(merchants("L-*"), "M-7", NOW)).isPresent();
    assertThat(Claims.objectionToRemoval(merchants("L-*"), "L-7", NOW)).isEmpty();
  }

  @Test
  void shouldRefuseAGiftOfWhoMayGiveNone() {
    assertThat(objection(channel("c"), request("M-7", 0)))
        .hasToString(
            "Optional[amountDue is \"0\", lakala may not ask for renewals that cost nothing]");
  }

  @Test
  void shouldDemandThatOneRightFitsAsAWhole() {
    Right ofChannel = right(Set.of(Binding.RENEWAL_REQUESTED), Names.of("c"), false);
    Right withGifts = right(Set.of(Binding.RENEWAL_REQUESTED), Names.of("d"), true);

    assertThat(objection(party(ofChannel, withGifts), request("M-7", 0))).isPresent();
  }

  @Test
  void shouldEndARightAtItsTime() {
    Right ending =
        new Right(
            Set.of(Binding.PAYMENT),
            Names.of("c"),
            Names.of(),
            Optional.empty(),
            false,
            Optional.of(NOW));

    assertThat(Claims.objection(party(ending), payment("c"), NOW.minusMillis(1))).isEmpty();
    assertThat(Claims.objection(party(ending), payment("c"), NOW))
        .hasToString("Optional[type is \"payment\", lakala may send nothing]");
  }

  private static Optional<Objection> objection(
      Party party, org.apache.avro.specific.SpecificRecord event) {
    return Claims.objection(party, event, NOW);
  }

  private static Party channel(String... channels) {
    return party(
        right(Set.of(Binding.RENEWAL_REQUESTED, Binding.PAYMENT), Names.of(channels), false));
  }

  private static Party merchants(String... merchants) {
    return party(
        new Right(
            Set.of(Binding.RENEWAL_REQUESTED, Binding.MERCHANT_CONTACT),
            Names.of("c"),
            Names.of(),
            Optional.of(Names.of(merchants)),
            false,
            Optional.empty()));
  }

  private static Right right(Set<Binding> events, Names channels, boolean gifts) {
    return new Right(events, channels, Names.of(), Optional.empty(), gifts, Optional.empty());
  }

  private static Party party(Right... rights) {
    return new Party("lakala", List.of(rights), List.of(), Limits.USUAL);
  }

  private static PaymentEvent payment(String channelId) {
    return new PaymentEvent(
        "P1",
        "R1",
        channelId,
        PaymentStatus.SETTLED,
        new Money(5000L, "CNY"),
        null,
        null,
        null,
        null,
        NOW);
  }

  private static RenewalRequested request(String merchantId, long amount) {
    return new RenewalRequested(
        "R1",
        "c",
        "cmcc",
        merchantId,
        "T-77",
        "89860000000000000001",
        new Plan("pos-1m-1g", "P1M", 1_000_000_000L, null),
        new Money(amount, "CNY"),
        null,
        null,
        NOW);
  }
}
