package renewals.bench.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import renewals.bench.load.BenchException;
import renewals.kit.OwnerOnly;

/** A party with a token and an Ed25519 key, and the requests that it sends. */
final class Partner {

  private static final String PATH = "/v1/payments";

  /** The 12 bytes before the point, in base64, and so without padding. */
  private static final String SUBJECT_PUBLIC_KEY_INFO = "MCowBQYDK2VwAyEA";

  private static final int MOST_EVENTS = 1_000_000;
  private static final int MOST_CONNECTIONS = 100_000;

  private final String id;
  private final String token;
  private final byte[] privateKey = new byte[Ed25519.SECRET_KEY_SIZE];
  private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

  Partner(int number) {
    this.id = "partner-" + number;
    this.token = id + "-t." + UUID.randomUUID() + UUID.randomUUID();
    Ed25519.generatePrivateKey(new SecureRandom(), privateKey);
    Ed25519.generatePublicKey(privateKey, 0, publicKey, 0);
  }

  /** Writes the file of parties; none of them meets a limit of its own. */
  static Path write(List<Partner> partners, Path file) {
    StringBuilder yaml = new StringBuilder("parties:\n");
    partners.forEach(partner -> yaml.append(partner.entry()));
    try {
      return Files.writeString(OwnerOnly.file(file), yaml);
    } catch (IOException e) {
      throw new BenchException("cannot write %s: %s".formatted(file, e), e);
    }
  }

  private String entry() {
    return """
          - id: %s
            may: [{events: [payment], channelIds: ["*"]}]
            keys:
              - {keyId: %s-t, type: bearer, secretSha256: %s}
              - {keyId: %s-e, type: ed25519, publicKey: %s}
            limits: {perSecond: %d, burst: %d, connections: %d}
        """
        .formatted(
            id,
            id,
            HexFormat.of().formatHex(sha256(token.getBytes(US_ASCII))),
            id,
            SUBJECT_PUBLIC_KEY_INFO + base64(publicKey),
            MOST_EVENTS,
            MOST_EVENTS,
            MOST_CONNECTIONS);
  }

  /**
   * A whole request as it goes over the wire.
   *
   * @param json the event that it posts
   */
  byte[] request(Credential credential, int port, String json) {
    byte[] body = json.getBytes(UTF_8);
    String head =
        """
        POST %s HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Content-Type: application/json\r
        Content-Length: %d\r
        %s\r
        """
            .formatted(PATH, port, body.length, shown(credential, body));
    byte[] bytes = new byte[head.length() + body.length];
    System.arraycopy(head.getBytes(US_ASCII), 0, bytes, 0, head.length());
    System.arraycopy(body, 0, bytes, head.length(), body.length);
    return bytes;
  }

  private String shown(Credential credential, byte[] body) {
    return switch (credential) {
      case NONE -> "";
      case TOKEN -> "Authorization: Bearer %s\r\n".formatted(token);
      case ED25519 -> signed(body);
    };
  }

  private String signed(byte[] body) {
    String digest = "sha-256=:%s:".formatted(base64(sha256(body)));
    String params =
        "(\"@method\" \"@path\" \"content-digest\");created=%d;keyid=\"%s-e\";nonce=\"%s\""
            .formatted(Instant.now().getEpochSecond(), id, UUID.randomUUID());
    String base =
        "\"@method\": POST\n\"@path\": %s\n\"content-digest\": %s\n\"@signature-params\": %s"
            .formatted(PATH, digest, params);
    return "Content-Digest: %s\r\nSignature-Input: sig1=%s\r\nSignature: sig1=:%s:\r\n"
        .formatted(digest, params, base64(sign(base.getBytes(US_ASCII))));
  }

  private byte[] sign(byte[] base) {
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    Ed25519.sign(privateKey, 0, base, 0, base.length, signature, 0);
    return signature;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot happen: every JDK has SHA-256", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
