package renewals.parties.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import javax.crypto.SecretKey;

/**
 * What a party shows to be known by. No text of one holds a secret.
 *
 * <p>Source: partners, "The file".
 */
public sealed interface PartyKey {

  /** Unique in the file: it names the party too. */
  String keyId();

  /** When it counts. */
  Period period();

  /** What it is called in the file. */
  String type();

  /** Signs requests with Ed25519. */
  record Ed25519(String keyId, Period period, VerifyingKey publicKey) implements PartyKey {
    @Override
    public String type() {
      return "ed25519";
    }
  }

  /** Signs requests, and records, with HMAC-SHA256. */
  record Hmac(String keyId, Period period, SecretKey secret) implements PartyKey {
    @Override
    public String type() {
      return "hmac-sha256";
    }

    @Override
    public String toString() {
      return "Hmac[" + keyId + "]";
    }
  }

  /** A word that is shown. */
  record Bearer(String keyId, Period period, Sha256 secretSha256) implements PartyKey {
    @Override
    public String type() {
      return "bearer";
    }

    /** Whether a whole token, {@code <keyId>.<secret>}, is this key's; in constant time. */
    public boolean fits(String token) {
      return secretSha256.isOf(token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Bearer[" + keyId + "]";
    }
  }

  /** A client certificate that an authority of the intake's has signed. */
  record Certificate(String keyId, Period period, String subjectAltName) implements PartyKey {
    @Override
    public String type() {
      return "mtls";
    }
  }

  /** A digest to compare with. */
  final class Sha256 {

    private final byte[] digest;

    public Sha256(byte[] digest) {
      this.digest = digest.clone();
    }

    boolean isOf(byte[] bytes) {
      return MessageDigest.isEqual(digest, Digests.sha256(bytes));
    }
  }
}
