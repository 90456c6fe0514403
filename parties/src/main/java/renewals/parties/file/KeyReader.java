package renewals.parties.file;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import renewals.parties.ed25519.Ed25519Key;
import renewals.parties.model.Identifiers;
import renewals.parties.model.PartyKey;
import renewals.parties.model.Period;
import renewals.parties.model.VerifyingKey;

/**
 * Reads one key of a party. What stands where a key is expected is never shown: somebody may have
 * put the secret itself there.
 */
final class KeyReader {

  private static final int LEAST_SECRET_BYTES = 32;
  private static final int SHA256_BYTES = 32;

  /** What is said to stand where something secret may. */
  static final String ANOTHER = "something else";

  private static final String SECRET_EXPECTED =
      "base64 of at least %d bytes".formatted(LEAST_SECRET_BYTES);

  private final Path folder;
  private final OpenedFiles files;

  /**
   * A reader.
   *
   * @param folder what paths of secrets are relative to
   */
  KeyReader(Path folder, OpenedFiles files) {
    this.folder = folder;
    this.files = files;
  }

  PartyKey read(Entry entry) throws PartiesFileException {
    Entry type = entry.need("type", "ed25519, hmac-sha256, bearer or mtls");
    String expected = "ed25519, hmac-sha256, bearer or mtls";
    String material =
        switch (type.text(expected)) {
          case "ed25519" -> "publicKey";
          case "hmac-sha256" -> "secretFile";
          case "bearer" -> "secretSha256";
          case "mtls" -> "subjectAltName";
          default -> throw type.wrong(expected);
        };
    entry.fields("keyId", "type", material, "notBefore", "notAfter", "disabledAt");
    String keyId = keyIdOf(entry.need("keyId", "an id"));
    Period period =
        new Period(
            Optional.ofNullable(Entry.timeOf(entry.field("notBefore"))),
            Optional.ofNullable(Entry.timeOf(entry.field("notAfter"))),
            Optional.ofNullable(Entry.timeOf(entry.field("disabledAt"))));
    Entry given = entry.need(material, "what the key is");
    return switch (material) {
      case "publicKey" -> new PartyKey.Ed25519(keyId, period, publicKey(given));
      case "secretFile" -> new PartyKey.Hmac(keyId, period, secret(given));
      case "secretSha256" -> new PartyKey.Bearer(keyId, period, digest(given));
      default -> new PartyKey.Certificate(keyId, period, given.text("a name"));
    };
  }

  private static String keyIdOf(Entry entry) throws PartiesFileException {
    String expected = "1 to 64 of A-Z a-z 0-9 _ -";
    String keyId = entry.text(expected);
    if (!Identifiers.isKey(keyId)) {
      throw entry.wrongSecret(ANOTHER, expected);
    }
    return keyId;
  }

  private static VerifyingKey publicKey(Entry entry) throws PartiesFileException {
    String expected = "base64 of an Ed25519 key's SubjectPublicKeyInfo";
    try {
      return Ed25519Key.read(Base64.getDecoder().decode(entry.text(expected)));
    } catch (IllegalArgumentException | InvalidKeyException e) {
      throw entry.wrongSecret(ANOTHER, expected);
    }
  }

  private SecretKey secret(Entry entry) throws PartiesFileException {
    String expected = "a file that is there";
    Path file;
    try {
      file = folder.resolve(entry.text(expected));
    } catch (InvalidPathException e) {
      throw entry.wrongSecret(ANOTHER, expected);
    }
    if (!Files.exists(file)) {
      throw entry.wrongSecret(ANOTHER, expected);
    }
    return hmacKey(new String(files.read(file), StandardCharsets.US_ASCII), entry);
  }

  static SecretKey hmacKey(String base64, Entry entry) throws PartiesFileException {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw entry.wrongSecret("not base64", SECRET_EXPECTED);
    }
    if (bytes.length < LEAST_SECRET_BYTES) {
      throw entry.wrongSecret("%d bytes".formatted(bytes.length), SECRET_EXPECTED);
    }
    return new SecretKeySpec(bytes, "HmacSHA256");
  }

  private static PartyKey.Sha256 digest(Entry entry) throws PartiesFileException {
    String expected = "SHA-256 of the token in hex, 64 characters";
    try {
      byte[] digest = HexFormat.of().parseHex(entry.text(expected));
      if (digest.length == SHA256_BYTES) {
        return new PartyKey.Sha256(digest);
      }
    } catch (IllegalArgumentException e) {
      // as one of another length
    }
    throw entry.wrongSecret(ANOTHER, expected);
  }
}
