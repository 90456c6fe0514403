package renewals.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import renewals.parties.model.Binding;
import renewals.parties.model.Limits;
import renewals.parties.model.Names;
import renewals.parties.model.Parties;
import renewals.parties.model.Party;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Period;
import renewals.parties.model.Right;
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.Proof;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.SignedRecord;
import renewals.parties.proof.SigningKey;

/** Signs records in tests: by a gateway, or by a party with a key of its own. */
public record Signer(SigningKey key) {

  /** A gateway's. */
  public static final Signer GATEWAY =
      new Signer(new SigningKey(SigningKey.Signer.GATEWAY, "g1", secret(1)));

  /** The keys of {@link #GATEWAY}. */
  public static final GatewayKeys GATEWAY_KEYS =
      new GatewayKeys(List.of(new GatewayKeys.Key("g1", Period.ALWAYS, secret(1))));

  /** Signs with the key {@code <party>-1} of a party. */
  public static Signer ofParty(String partyId) {
    return new Signer(
        new SigningKey(SigningKey.Signer.PARTY, partyId + "-1", secret(partyId.hashCode())));
  }

  /** A party that may say some events for some channels, for all carriers and merchants. */
  public static Party party(String partyId, Names channelIds, Binding... events) {
    Right right =
        new Right(
            Set.of(events), channelIds, Names.of("*"), Optional.empty(), false, Optional.empty());
    SigningKey key = ofParty(partyId).key();
    return new Party(
        partyId,
        List.of(right),
        List.of(new PartyKey.Hmac(key.keyId(), Period.ALWAYS, key.secret())),
        Limits.USUAL);
  }

  /** Those parties. */
  public static Parties parties(Party... some) {
    return new Parties(List.of(some));
  }

  /** The headers of a record that a party said at a time. */
  public Headers sign(
      String topic,
      byte @Nullable [] recordKey,
      byte @Nullable [] value,
      String party,
      Instant at) {
    Proof proof =
        Proof.of(key, new SignedRecord(topic, recordKey, value, party, at.toEpochMilli()));
    return headers(party, Long.toString(at.toEpochMilli()), proof.toString());
  }

  /** Headers of any content. */
  public static Headers headers(String party, String at, String proof) {
    return new RecordHeaders()
        .add(ProofHeaders.PARTY, party.getBytes(UTF_8))
        .add(ProofHeaders.AT, at.getBytes(UTF_8))
        .add(ProofHeaders.PROOF, proof.getBytes(UTF_8));
  }

  private static SecretKeySpec secret(int seed) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    bytes[0] = (byte) (seed >> 8);
    return new SecretKeySpec(bytes, "HmacSHA256");
  }
}
