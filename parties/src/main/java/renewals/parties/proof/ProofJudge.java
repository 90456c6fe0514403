package renewals.parties.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import renewals.parties.model.Identifiers;
import renewals.parties.model.Parties;
import renewals.parties.model.Parties.Credential;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Period;
import renewals.parties.proof.Provenance.Proven;
import renewals.parties.proof.Provenance.Unknown;
import renewals.parties.proof.Provenance.Unproven;

/**
 * Whether a record's proof holds. Keys count as of the time at which the record was appended.
 *
 * <p>Source: partners, "Who said it travels along".
 */
public final class ProofJudge {

  /** How far append time and {@code rn-at} may lie apart: a copied record is stale after a day. */
  private static final Duration MOST_APART = Duration.ofDays(1);

  private static final int MOST_DIGITS = 19;

  private final Supplier<GatewayKeys> gatewayKeys;
  private final Supplier<Parties> parties;

  public ProofJudge(Supplier<GatewayKeys> gatewayKeys, Supplier<Parties> parties) {
    this.gatewayKeys = gatewayKeys;
    this.parties = parties;
  }

  /**
   * A record as it was read.
   *
   * @param partyHeaders all values of {@code rn-party}; the others alike
   */
  @SuppressWarnings("ArrayRecordComponent") // read at once, never compared
  public record Read(
      String topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      List<byte[]> partyHeaders,
      List<byte[]> atHeaders,
      List<byte[]> proofHeaders,
      Instant appendedAt) {}

  /** What a record's proof says. */
  public Provenance judge(Read read) {
    Optional<String> party = only(read.partyHeaders());
    Optional<String> at = only(read.atHeaders());
    Optional<String> proofText = only(read.proofHeaders());
    if (party.isEmpty() || at.isEmpty() || proofText.isEmpty()) {
      return new Unproven(
          "%s, %s and %s stand %d, %d and %d times, expected each once"
              .formatted(
                  ProofHeaders.PARTY,
                  ProofHeaders.AT,
                  ProofHeaders.PROOF,
                  read.partyHeaders().size(),
                  read.atHeaders().size(),
                  read.proofHeaders().size()));
    }
    if (!Identifiers.isParty(party.get())) {
      return new Unproven(ProofHeaders.PARTY + " is no id of a party");
    }
    Optional<Proof> proof = Proof.parse(proofText.get());
    if (proof.isEmpty() || !isDecimal(at.get())) {
      return new Unproven(
          "%s or %s is not of the form".formatted(ProofHeaders.PROOF, ProofHeaders.AT));
    }
    long millis;
    try {
      millis = Long.parseLong(at.get());
    } catch (NumberFormatException e) {
      return new Unproven(ProofHeaders.AT + " is too large");
    }
    SignedRecord record =
        new SignedRecord(read.topic(), read.key(), read.value(), party.get(), millis);
    Provenance provenance =
        switch (proof.get().signer()) {
          case GATEWAY -> byGateway(proof.get(), record, read.appendedAt());
          case PARTY -> byParty(proof.get(), record, read.appendedAt());
        };
    return provenance instanceof Proven && isStale(millis, read.appendedAt())
        ? new Unproven(
            "%s is %d, expected within 24 h of the append at %s"
                .formatted(ProofHeaders.AT, millis, read.appendedAt()))
        : provenance;
  }

  /** Of digits alone, and written in one way only. */
  private static boolean isDecimal(String text) {
    if (text.isEmpty()
        || text.length() > MOST_DIGITS
        || (text.length() > 1 && text.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private Provenance byGateway(Proof proof, SignedRecord record, Instant time) {
    Optional<GatewayKeys.Key> key = gatewayKeys.get().key(proof.keyId());
    if (key.isEmpty()) {
      return new Unknown("no gateway key is called " + proof.keyId());
    }
    return held(proof, key.get().secret(), record)
        .or(() -> ended("gateway key", proof, key.get().period(), time))
        .orElseGet(() -> new Proven(record.party(), record.at(), Optional.empty()));
  }

  private Provenance byParty(Proof proof, SignedRecord record, Instant time) {
    Optional<Credential> found = parties.get().key(proof.keyId());
    if (found.isEmpty()) {
      return new Unknown("no party has a key " + proof.keyId());
    }
    Credential credential = found.get();
    if (!(credential.key() instanceof PartyKey.Hmac hmac)) {
      return new Unproven(
          "key %s is of type %s, which signs no records"
              .formatted(proof.keyId(), credential.key().type()));
    }
    if (!credential.party().id().equals(record.party())) {
      return new Unproven("key %s is another party's".formatted(proof.keyId()));
    }
    return held(proof, hmac.secret(), record)
        .or(() -> ended("key", proof, hmac.period(), time))
        .orElseGet(() -> new Proven(record.party(), record.at(), Optional.of(credential.party())));
  }

  private static Optional<Provenance> held(Proof proof, SecretKey secret, SignedRecord record) {
    return proof.holds(secret, record)
        ? Optional.empty()
        : Optional.of(new Unproven(ProofHeaders.PROOF + " does not hold"));
  }

  private static Optional<Provenance> ended(String key, Proof proof, Period period, Instant time) {
    return period
        .whyNot(time)
        .map(why -> new Unproven("%s %s %s".formatted(key, proof.keyId(), why)));
  }

  private static boolean isStale(long at, Instant appendedAt) {
    long apart;
    try {
      apart = Math.abs(Math.subtractExact(appendedAt.toEpochMilli(), at));
    } catch (ArithmeticException e) {
      return true;
    }
    return apart > MOST_APART.toMillis();
  }

  private static Optional<String> only(List<byte[]> values) {
    if (values.size() != 1 || values.getFirst() == null) {
      return Optional.empty();
    }
    byte[] text = values.getFirst();
    if (isAscii(text)) {
      return Optional.of(new String(text, US_ASCII));
    }
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** As nearly all are; a decoder that refuses what is no UTF-8 costs more than all of this. */
  private static boolean isAscii(byte[] text) {
    for (byte letter : text) {
      if (letter < 0) {
        return false;
      }
    }
    return true;
  }
}
