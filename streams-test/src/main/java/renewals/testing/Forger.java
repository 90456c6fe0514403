package renewals.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
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
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.ProofHeaders;
import renewals.parties.proof.SigningKey;

/**
 * Makes records that nobody may believe, by a seed: forged, missing, copied and aged proofs. The
 * forger has seen true records and holds the key of one small party, {@code bank-east}.
 *
 * <p>Long because each forgery is a case.
 */
public final class Forger {

  /** Those that readers know: one that counts, one that ended. */
  public static final GatewayKeys KEYS =
      new GatewayKeys(
          List.of(
              new GatewayKeys.Key("g1", Period.ALWAYS, Signer.GATEWAY.key().secret()),
              new GatewayKeys.Key("g0", endedAt(Instant.EPOCH), secret("ended"))));

  /** Those that readers know: all that counts is the small one's right to pay for its channel. */
  public static final Parties PARTIES =
      new Parties(
          List.of(
              Signer.party("lakala", Names.of("*"), Binding.values()),
              Signer.party("bank-east", Names.of("bank-east"), Binding.PAYMENT),
              new Party(
                  "gone",
                  List.of(),
                  List.of(
                      new PartyKey.Hmac("gone-1", endedAt(Instant.EPOCH), secret("gone")),
                      new PartyKey.Bearer(
                          "gone-2", Period.ALWAYS, new PartyKey.Sha256(new byte[32]))),
                  Limits.USUAL)));

  private static final String TRUE_PARTY = "lakala";
  private static final Signer BANK = Signer.ofParty("bank-east");

  private final Random random;

  /** A record as it lies in its topic. */
  @SuppressWarnings("ArrayRecordComponent") // bytes as they are sent, never compared
  public record Forged(
      Kind kind, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

  /** What is wrong with it. */
  public enum Kind {
    NO_HEADERS,
    NO_PARTY,
    NO_TIME,
    NO_PROOF,
    PARTY_TWICE,
    TIME_TWICE,
    PROOF_TWICE,
    PARTY_NULL,
    OTHER_CASE,
    RANDOM_MAC,
    OTHER_SECRET,
    UNKNOWN_GATEWAY_KEY,
    UNKNOWN_PARTY_KEY,
    ENDED_GATEWAY_KEY,
    ENDED_PARTY_KEY,
    TOKEN_AS_KEY,
    OF_ANOTHER_TOPIC,
    OF_ANOTHER_KEY,
    OF_ANOTHER_VALUE,
    OF_A_REMOVAL,
    OF_YESTERDAY,
    OF_TOMORROW,
    KEY_AND_VALUE_SPLIT_AGAIN,
    TOPIC_AND_KEY_SPLIT_AGAIN,
    PARTY_CHANGED,
    TIME_CHANGED,
    TIME_PADDED,
    ANOTHER_PARTYS_KEY,
    PARTY_AS_GATEWAY,
    GATEWAY_AS_PARTY,
    PLATFORM_BY_A_PARTY,
    CALLBACK_BY_A_PARTY,
    OWN_KEY_OF_YESTERDAY,
    OWN_KEY_OF_TOMORROW,
    OWN_KEY_OF_ANOTHER_KEY,
    OWN_KEY_OF_ANOTHER_VALUE,
    PROOF_CUT,
    PROOF_LONGER,
    PROOF_OF_VERSION_2,
    PROOF_BY_NOBODY,
    NOT_ITS_TO_SAY
  }

  /** A forger who does the same each time for the same random numbers. */
  public Forger(Random random) {
    this.random = random;
  }

  /**
   * Forges a record.
   *
   * @param now when it is appended
   */
  public Forged forge(String topic, byte[] key, byte @Nullable [] value, Instant now) {
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    Headers good = Signer.GATEWAY.sign(topic, key, value, TRUE_PARTY, now);
    return switch (kind) {
      case NO_HEADERS -> forged(kind, key, value, new RecordHeaders());
      case NO_PARTY -> forged(kind, key, value, good.remove(ProofHeaders.PARTY));
      case NO_TIME -> forged(kind, key, value, good.remove(ProofHeaders.AT));
      case NO_PROOF -> forged(kind, key, value, good.remove(ProofHeaders.PROOF));
      case PARTY_TWICE -> twice(kind, key, value, good, ProofHeaders.PARTY);
      case TIME_TWICE -> twice(kind, key, value, good, ProofHeaders.AT);
      case PROOF_TWICE -> twice(kind, key, value, good, ProofHeaders.PROOF);
      case PARTY_NULL ->
          forged(kind, key, value, good.remove(ProofHeaders.PARTY).add(ProofHeaders.PARTY, null));
      case OTHER_CASE -> {
        String party = text(good, ProofHeaders.PARTY);
        good.remove(ProofHeaders.PARTY).add("RN-Party", party.getBytes(UTF_8));
        yield forged(kind, key, value, good);
      }
      case RANDOM_MAC -> proof(kind, key, value, good, "1.g.g1." + randomMac());
      case OTHER_SECRET -> signed(kind, gateway("g1", "guess"), topic, key, value, now);
      case UNKNOWN_GATEWAY_KEY -> signed(kind, gateway("g9", "own"), topic, key, value, now);
      case UNKNOWN_PARTY_KEY ->
          signed(
              kind,
              new Signer(new SigningKey(SigningKey.Signer.PARTY, "lakala-9", secret("own"))),
              topic,
              key,
              value,
              now);
      case ENDED_GATEWAY_KEY -> signed(kind, gateway("g0", "ended"), topic, key, value, now);
      case ENDED_PARTY_KEY -> byParty(kind, "gone-1", secret("gone"), topic, key, value, now);
      case TOKEN_AS_KEY ->
          byParty(
              kind,
              "gone-2",
              new SecretKeySpec(new byte[32], "HmacSHA256"),
              topic,
              key,
              value,
              now);
      case OF_ANOTHER_TOPIC -> signed(kind, Signer.GATEWAY, topic + "-2", key, value, now, key);
      case OF_ANOTHER_KEY ->
          new Forged(
              kind,
              key,
              value,
              Signer.GATEWAY.sign(topic, joined(key, new byte[] {'x'}), value, TRUE_PARTY, now));
      case OF_ANOTHER_VALUE ->
          new Forged(
              kind, key, value, Signer.GATEWAY.sign(topic, key, changed(value), TRUE_PARTY, now));
      case OF_A_REMOVAL ->
          value == null
              ? forged(kind, key, null, new RecordHeaders())
              : forged(kind, key, value, Signer.GATEWAY.sign(topic, key, null, TRUE_PARTY, now));
      case OF_YESTERDAY ->
          signed(kind, Signer.GATEWAY, topic, key, value, now.minus(day()).minusMillis(1));
      case OF_TOMORROW ->
          signed(kind, Signer.GATEWAY, topic, key, value, now.plus(day()).plusMillis(1));
      case KEY_AND_VALUE_SPLIT_AGAIN ->
          new Forged(
              kind,
              key,
              value,
              Signer.GATEWAY.sign(
                  topic,
                  Arrays.copyOf(key, key.length - 1),
                  joined(Arrays.copyOfRange(key, key.length - 1, key.length), orEmpty(value)),
                  TRUE_PARTY,
                  now));
      case TOPIC_AND_KEY_SPLIT_AGAIN ->
          new Forged(
              kind,
              key,
              value,
              Signer.GATEWAY.sign(
                  topic + (char) key[0],
                  Arrays.copyOfRange(key, 1, key.length),
                  value,
                  TRUE_PARTY,
                  now));
      case PARTY_CHANGED -> {
        good.remove(ProofHeaders.PARTY).add(ProofHeaders.PARTY, "platform".getBytes(UTF_8));
        yield forged(kind, key, value, good);
      }
      case TIME_CHANGED -> time(kind, key, value, good, String.valueOf(now.toEpochMilli() + 1));
      case TIME_PADDED -> time(kind, key, value, good, "0" + now.toEpochMilli());
      case ANOTHER_PARTYS_KEY -> said(kind, BANK, "lakala", topic, key, value, now);
      case PARTY_AS_GATEWAY -> {
        String proof = text(BANK.sign(topic, key, value, "bank-east", now), ProofHeaders.PROOF);
        yield proof(kind, key, value, good, proof.replace("1.p.", "1.g."));
      }
      case GATEWAY_AS_PARTY ->
          proof(kind, key, value, good, text(good, ProofHeaders.PROOF).replace("1.g.", "1.p."));
      case PLATFORM_BY_A_PARTY -> said(kind, BANK, "platform", topic, key, value, now);
      case CALLBACK_BY_A_PARTY -> said(kind, BANK, "callback:lakala-app", topic, key, value, now);
      case OWN_KEY_OF_YESTERDAY ->
          said(kind, BANK, "bank-east", topic, key, value, now.minus(day()).minusMillis(1));
      case OWN_KEY_OF_TOMORROW ->
          said(kind, BANK, "bank-east", topic, key, value, now.plus(day()).plusMillis(1));
      case OWN_KEY_OF_ANOTHER_KEY ->
          forged(
              kind,
              key,
              value,
              BANK.sign(topic, joined(key, new byte[] {'x'}), value, "bank-east", now));
      case OWN_KEY_OF_ANOTHER_VALUE ->
          forged(kind, key, value, BANK.sign(topic, key, changed(value), "bank-east", now));
      case PROOF_CUT -> {
        String proof = text(good, ProofHeaders.PROOF);
        yield proof(kind, key, value, good, proof.substring(0, proof.length() - 1));
      }
      case PROOF_LONGER -> proof(kind, key, value, good, text(good, ProofHeaders.PROOF) + "=");
      case PROOF_OF_VERSION_2 ->
          proof(kind, key, value, good, "2" + text(good, ProofHeaders.PROOF).substring(1));
      case PROOF_BY_NOBODY -> proof(kind, key, value, good, "1.x.g1." + randomMac());
      case NOT_ITS_TO_SAY -> said(kind, BANK, "bank-east", topic, key, value, now);
    };
  }

  private static Forged forged(Kind kind, byte[] key, byte @Nullable [] value, Headers headers) {
    return new Forged(kind, key, value, headers);
  }

  private static Forged twice(
      Kind kind, byte[] key, byte @Nullable [] value, Headers good, String header) {
    return forged(kind, key, value, good.add(header, text(good, header).getBytes(UTF_8)));
  }

  private static Forged proof(
      Kind kind, byte[] key, byte @Nullable [] value, Headers headers, String proof) {
    headers.remove(ProofHeaders.PROOF).add(ProofHeaders.PROOF, proof.getBytes(UTF_8));
    return forged(kind, key, value, headers);
  }

  private static Forged time(
      Kind kind, byte[] key, byte @Nullable [] value, Headers headers, String at) {
    headers.remove(ProofHeaders.AT).add(ProofHeaders.AT, at.getBytes(UTF_8));
    return forged(kind, key, value, headers);
  }

  private static Forged signed(
      Kind kind, Signer by, String topic, byte[] key, byte @Nullable [] value, Instant at) {
    return said(kind, by, TRUE_PARTY, topic, key, value, at);
  }

  private static Forged signed(
      Kind kind,
      Signer by,
      String topic,
      byte[] signedKey,
      byte @Nullable [] value,
      Instant at,
      byte[] key) {
    return forged(kind, key, value, by.sign(topic, signedKey, value, TRUE_PARTY, at));
  }

  private static Forged byParty(
      Kind kind,
      String keyId,
      SecretKeySpec secret,
      String topic,
      byte[] key,
      byte @Nullable [] value,
      Instant at) {
    Signer by = new Signer(new SigningKey(SigningKey.Signer.PARTY, keyId, secret));
    return said(kind, by, "gone", topic, key, value, at);
  }

  private static Forged said(
      Kind kind,
      Signer by,
      String party,
      String topic,
      byte[] key,
      byte @Nullable [] value,
      Instant at) {
    return forged(kind, key, value, by.sign(topic, key, value, party, at));
  }

  private static Signer gateway(String keyId, String secret) {
    return new Signer(new SigningKey(SigningKey.Signer.GATEWAY, keyId, secret(secret)));
  }

  private String randomMac() {
    byte[] bytes = new byte[22];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, 43);
  }

  private byte[] changed(byte @Nullable [] value) {
    if (value == null || value.length == 0) {
      return new byte[] {1};
    }
    byte[] other = value.clone();
    other[random.nextInt(other.length)] ^= 1;
    return other;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] orEmpty(byte @Nullable [] value) {
    return value == null ? new byte[0] : value;
  }

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  private static Duration day() {
    return Duration.ofHours(24);
  }

  private static Period endedAt(Instant time) {
    return new Period(Optional.empty(), Optional.of(time), Optional.empty());
  }

  private static SecretKeySpec secret(String word) {
    return new SecretKeySpec(Arrays.copyOf(word.getBytes(UTF_8), 32), "HmacSHA256");
  }
}
