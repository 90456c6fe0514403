package renewals.parties.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.parties.proof.ProofTest.bytes;
import static renewals.parties.proof.ProofTest.secret;

import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import renewals.parties.ed25519.Ed25519Key;
import renewals.parties.model.Limits;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Period;
import renewals.parties.proof.Provenance.Proven;
import renewals.parties.proof.Provenance.Unknown;
import renewals.parties.proof.Provenance.Unproven;
import renewals.parties.proof.SigningKey.Signer;

class ProofJudgeTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");
  private static final SigningKey GATEWAY = new SigningKey(Signer.GATEWAY, "g1", secret());
  private static final SigningKey PARTY = new SigningKey(Signer.PARTY, "k1", secret());

  @Test
  void shouldBelieveAGatewayThatHasJudgedTheClaim() {
    assertThat(judge(signed(GATEWAY, "lakala"), AT))
        .isEqualTo(new Proven("lakala", AT.toEpochMilli(), Optional.empty()));
  }

  @Test
  void shouldNameThePartyWhoseClaimIsToBeJudged() {
    assertThat(judge(signed(PARTY, "lakala"), AT))
        .isInstanceOfSatisfying(
            Proven.class, proven -> assertThat(proven.toJudge()).get().isEqualTo(lakala()));
  }

  @Test
  void shouldNotBelieveAnotherPartysKey() {
    assertThat(judge(signed(PARTY, "bank-east"), AT))
        .isEqualTo(new Unproven("key k1 is another party's"));
  }

  @Test
  void shouldNotBelieveAKeyThatSignsRequestsOnly() {
    SigningKey wrong = new SigningKey(Signer.PARTY, "ed", secret());

    assertThat(judge(signed(wrong, "lakala"), AT))
        .isEqualTo(new Unproven("key ed is of type ed25519, which signs no records"));
  }

  @Test
  void shouldNotBelieveARecordOfAnotherTopicKeyOrValue() {
    ProofJudge.Read good = signed(GATEWAY, "lakala");

    assertThat(judge(with(good, "renewal-requests", good.key(), good.value()), AT))
        .isEqualTo(bad());
    assertThat(judge(with(good, good.topic(), bytes("R-2"), good.value()), AT)).isEqualTo(bad());
    assertThat(judge(with(good, good.topic(), good.key(), bytes("Value")), AT)).isEqualTo(bad());
    assertThat(judge(with(good, good.topic(), good.key(), null), AT)).isEqualTo(bad());
    assertThat(judge(with(good, good.topic(), bytes("R-1v"), bytes("alue")), AT)).isEqualTo(bad());
  }

  @Test
  void shouldNotBelieveACopyOfYesterday() {
    ProofJudge.Read good = signed(GATEWAY, "lakala");

    assertThat(judge(good, AT.plus(Duration.ofHours(24)))).isInstanceOf(Proven.class);
    assertThat(judge(good, AT.plus(Duration.ofHours(24)).plusMillis(1)))
        .isInstanceOf(Unproven.class);
    assertThat(judge(good, AT.minus(Duration.ofHours(24)).minusMillis(1)))
        .isInstanceOf(Unproven.class);
  }

  @Test
  void shouldJudgeKeysAsOfTheAppend() {
    Instant ended = AT.plusSeconds(60);
    Period period = new Period(Optional.empty(), Optional.of(ended), Optional.empty());
    GatewayKeys keys = new GatewayKeys(List.of(new GatewayKeys.Key("g1", period, secret())));
    ProofJudge judge = new ProofJudge(() -> keys, () -> Parties.NONE);

    assertThat(judge.judge(at(signed(GATEWAY, "lakala"), AT))).isInstanceOf(Proven.class);
    assertThat(judge.judge(at(signed(GATEWAY, "lakala"), ended)))
        .isEqualTo(new Unproven("gateway key g1 ended at " + ended));
  }

  @Test
  void shouldTellAKeyThatIsNotKnownYet() {
    assertThat(judge(signed(new SigningKey(Signer.PARTY, "k9", secret()), "lakala"), AT))
        .isEqualTo(new Unknown("no party has a key k9"));
  }

  @Test
  void shouldDemandEachHeaderOnce() {
    ProofJudge.Read good = signed(GATEWAY, "lakala");
    ProofJudge.Read twice =
        new ProofJudge.Read(
            good.topic(),
            good.key(),
            good.value(),
            List.of(bytes("lakala"), bytes("lakala")),
            good.atHeaders(),
            good.proofHeaders(),
            AT);

    assertThat(judge(twice, AT))
        .isEqualTo(
            new Unproven(
                "rn-party, rn-at and rn-proof stand 2, 1 and 1 times, expected each once"));
  }

  @Test
  void shouldNotBelieveATimeThatIsWrittenOtherwise() {
    ProofJudge.Read good = signed(GATEWAY, "lakala");
    ProofJudge.Read padded =
        new ProofJudge.Read(
            good.topic(),
            good.key(),
            good.value(),
            good.partyHeaders(),
            List.of(bytes("0" + AT.toEpochMilli())),
            good.proofHeaders(),
            AT);

    assertThat(judge(padded, AT)).isInstanceOf(Unproven.class);
  }

  private static Unproven bad() {
    return new Unproven("rn-proof does not hold");
  }

  private static Provenance judge(ProofJudge.Read read, Instant appendedAt) {
    GatewayKeys keys = new GatewayKeys(List.of(new GatewayKeys.Key("g1", Period.ALWAYS, secret())));
    Parties parties = new Parties(List.of(lakala()));
    return new ProofJudge(() -> keys, () -> parties).judge(at(read, appendedAt));
  }

  private static ProofJudge.Read signed(SigningKey key, String party) {
    long at = AT.toEpochMilli();
    byte[] recordKey = bytes("R-1");
    byte[] value = bytes("value");
    Proof proof = Proof.of(key, new SignedRecord("renewal-payments", recordKey, value, party, at));
    return new ProofJudge.Read(
        "renewal-payments",
        recordKey,
        value,
        List.of(bytes(party)),
        List.of(bytes(Long.toString(at))),
        List.of(bytes(proof.toString())),
        AT);
  }

  private static ProofJudge.Read at(ProofJudge.Read read, Instant appendedAt) {
    return new ProofJudge.Read(
        read.topic(),
        read.key(),
        read.value(),
        read.partyHeaders(),
        read.atHeaders(),
        read.proofHeaders(),
        appendedAt);
  }

  private static ProofJudge.Read with(
      ProofJudge.Read read, String topic, byte[] key, byte[] value) {
    return new ProofJudge.Read(
        topic,
        key,
        value,
        read.partyHeaders(),
        read.atHeaders(),
        read.proofHeaders(),
        read.appendedAt());
  }

  private static final Party LAKALA = makeLakala();

  private static Party lakala() {
    return LAKALA;
  }

  private static Party makeLakala() {
    try {
      var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new Party(
          "lakala",
          List.of(),
          List.of(
              new PartyKey.Hmac("k1", Period.ALWAYS, secret()),
              new PartyKey.Ed25519(
                  "ed", Period.ALWAYS, Ed25519Key.read(pair.getPublic().getEncoded()))),
          Limits.USUAL);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
