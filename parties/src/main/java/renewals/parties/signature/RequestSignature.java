package renewals.parties.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Mac;
import renewals.parties.model.PartyKey;
import renewals.parties.signature.UnprovenException.Reason;

/**
 * The one signature of a request: first what it claims, then whether it holds.
 *
 * <p>Source: RFC 9421; partners, "Signed requests".
 */
public final class RequestSignature {

  /** How far the time of a signature may lie from now, before and after. */
  public static final Duration WINDOW = Duration.ofMinutes(5);

  private static final int LEAST_NONCE = 16;
  private static final int MOST_NONCE = 64;

  private final SignatureInput input;
  private final Coverage coverage;
  private final byte[] signature;
  private final String keyId;

  private RequestSignature(
      SignatureInput input, Coverage coverage, byte[] signature, String keyId) {
    this.input = input;
    this.coverage = coverage;
    this.signature = signature;
    this.keyId = keyId;
  }

  /** Whether a request bears one, or a part of one. */
  public static boolean isBorneBy(RequestHead request) {
    return !request.field("signature").isEmpty() || !request.field("signature-input").isEmpty();
  }

  /**
   * Reads a request's signature.
   *
   * @throws UnprovenException it has none, several, or one that can't be read
   */
  public static RequestSignature of(RequestHead request) throws UnprovenException {
    SignatureFields fields = SignatureFields.of(request);
    Coverage coverage = Coverage.of(fields.input().components(), request);
    return new RequestSignature(
        fields.input(),
        coverage,
        fields.signature(),
        fields
            .input()
            .string("keyid")
            .orElseThrow(() -> UnprovenException.malformed("keyid is missing")));
  }

  /** The key that it says it is of. */
  public String keyId() {
    return keyId;
  }

  /**
   * Refuses what covers too little, or has no nonce or time.
   *
   * @throws UnprovenException the first thing that is missing
   */
  public void demandWhole(RequestHead request) throws UnprovenException {
    coverage.demandWhole(request);
    int length = nonce().length();
    if (length < LEAST_NONCE || length > MOST_NONCE) {
      throw UnprovenException.malformed(
          "nonce has %d characters, expected %d to %d".formatted(length, LEAST_NONCE, MOST_NONCE));
    }
    if (created() < 0) {
      throw UnprovenException.malformed("created is before 1970");
    }
  }

  /**
   * Holds it against a key, whether that counts now or not.
   *
   * @throws UnprovenException it is not that key's
   */
  public void verify(PartyKey key) throws UnprovenException {
    Optional<String> algorithm = input.string("alg");
    if (algorithm.isPresent() && !algorithm.get().equals(key.type())) {
      throw new UnprovenException(Reason.SIGNATURE, "alg is not the key's");
    }
    boolean holds =
        switch (key) {
          case PartyKey.Ed25519 ed25519 -> ed25519.publicKey().holds(baseBytes(), signature);
          case PartyKey.Hmac hmac -> holds(hmac);
          case PartyKey.Bearer bearer -> throw noSigner(key);
          case PartyKey.Certificate certificate -> throw noSigner(key);
        };
    if (!holds) {
      throw new UnprovenException(Reason.SIGNATURE, "the signature does not hold");
    }
  }

  /**
   * Holds its times against the clock.
   *
   * @throws UnprovenException it is stale, of the future, or has expired
   */
  public void demandFresh(Instant now) throws UnprovenException {
    long age = now.getEpochSecond() - created();
    if (Math.abs(age) > WINDOW.toSeconds()) {
      throw new UnprovenException(
          Reason.TIME,
          "created is %d, expected within %d s of %d"
              .formatted(created(), WINDOW.toSeconds(), now.getEpochSecond()));
    }
    Optional<Long> expires = input.integer("expires");
    if (expires.isPresent() && expires.get() <= now.getEpochSecond()) {
      throw new UnprovenException(
          Reason.TIME, "expires is %d, it is %d".formatted(expires.get(), now.getEpochSecond()));
    }
  }

  /** What may be said once only. */
  public String nonce() throws UnprovenException {
    return input.string("nonce").orElseThrow(() -> UnprovenException.malformed("nonce is missing"));
  }

  /** When it was made, in epoch seconds. */
  public long created() throws UnprovenException {
    return input
        .integer("created")
        .orElseThrow(() -> UnprovenException.malformed("created is missing"));
  }

  /** What was signed, in ASCII. */
  String base() {
    StringBuilder base = new StringBuilder(256);
    coverage
        .values()
        .forEach(
            (name, value) ->
                base.append('"').append(name).append("\": ").append(value).append('\n'));
    return base.append("\"@signature-params\": ").append(input.text()).toString();
  }

  private boolean holds(PartyKey.Hmac key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key.secret());
      return MessageDigest.isEqual(mac.doFinal(baseBytes()), signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: every JDK has HmacSHA256", e);
    }
  }

  private byte[] baseBytes() {
    return base().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static UnprovenException noSigner(PartyKey key) {
    return new UnprovenException(
        Reason.SIGNATURE, "keys of type %s sign nothing".formatted(key.type()));
  }
}
