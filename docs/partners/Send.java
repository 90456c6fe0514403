import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends an event, signed, by the JDK alone (17 or newer): java Send.java URL KEY_ID KEY_FILE EVENT_FILE
 *
 * <p>KEY_FILE is an Ed25519 private key in PEM, or base64 of a shared secret. EVENT_FILE holds the JSON. Sent again it is
 * the same event and counts once.
 */
class Send {
  public static void main(String[] args) throws Exception {
    URI url = URI.create(args[0]);
    byte[] bytes = Files.readAllBytes(Path.of(args[3]));

    String digest = "sha-256=:" + base64(MessageDigest.getInstance("SHA-256").digest(bytes)) + ":";
    String params =
        "(\"@method\" \"@path\" \"content-digest\");created=%d;keyid=\"%s\";nonce=\"%s\""
            .formatted(Instant.now().getEpochSecond(), args[1], UUID.randomUUID());
    String base =
        """
        "@method": POST
        "@path": %s
        "content-digest": %s
        "@signature-params": %s"""
            .formatted(url.getRawPath(), digest, params);
    byte[] signature = sign(Files.readString(Path.of(args[2])), base.getBytes(StandardCharsets.US_ASCII));

    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("Content-Digest", digest)
            .header("Signature-Input", "sig1=" + params)
            .header("Signature", "sig1=:" + base64(signature) + ":")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(answer.statusCode() + " " + answer.body());
    System.exit(answer.statusCode() == 202 ? 0 : 1);
  }

  static byte[] sign(String key, byte[] base) throws GeneralSecurityException {
    byte[] decoded = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""));
    if (key.contains("PRIVATE KEY")) {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(decoded)));
      signature.update(base);
      return signature.sign();
    }
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(decoded, "HmacSHA256"));
    return mac.doFinal(base);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
