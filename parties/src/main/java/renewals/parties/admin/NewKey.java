package renewals.parties.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import renewals.parties.model.Digests;

/**
 * A key that is about to be entered.
 *
 * @param type as the file calls it
 * @param field the field of the file that holds what it is known by
 * @param value of that field
 * @param secretFileContent what the file holds that the field names, where it does
 * @param shownOnce what the party gets and nobody can see again
 */
public record NewKey(
    String type,
    String field,
    String value,
    Optional<String> secretFileContent,
    Optional<String> shownOnce) {

  /** The types of which keys can be made here. */
  public static final List<String> GENERATED = List.of("ed25519", "hmac-sha256", "bearer");

  private static final int SECRET_BYTES = 32;

  /** A key whose private half the party keeps to itself. */
  public static NewKey ofPublicKey(String base64) {
    return new NewKey("ed25519", "publicKey", base64.strip(), Optional.empty(), Optional.empty());
  }

  /** A name that an authority certifies. */
  public static NewKey ofSubject(String subjectAltName) {
    return new NewKey("mtls", "subjectAltName", subjectAltName, Optional.empty(), Optional.empty());
  }

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException keys of the type can't be made here
   */
  public static NewKey generate(String type, String keyId) {
    return switch (type) {
      case "ed25519" -> ed25519();
      case "hmac-sha256" -> hmac(keyId);
      case "bearer" -> bearer(keyId);
      default ->
          throw new IllegalArgumentException(
              "type is \"%s\", expected ed25519, hmac-sha256 or bearer to generate one"
                  .formatted(type));
    };
  }

  private static NewKey ed25519() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      String pem =
          "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----"
              .formatted(Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
      String publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
      return new NewKey("ed25519", "publicKey", publicKey, Optional.empty(), Optional.of(pem));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot happen: every JDK has Ed25519", e);
    }
  }

  private static NewKey hmac(String keyId) {
    String secret = Base64.getEncoder().encodeToString(randomBytes());
    return new NewKey(
        "hmac-sha256", "secretFile", "secrets/" + keyId, Optional.of(secret), Optional.of(secret));
  }

  private static NewKey bearer(String keyId) {
    String token =
        keyId + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes());
    String digest = HexFormat.of().formatHex(Digests.sha256(token.getBytes(UTF_8)));
    return new NewKey("bearer", "secretSha256", digest, Optional.empty(), Optional.of(token));
  }

  private static byte[] randomBytes() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "NewKey[" + type + "]";
  }
}
