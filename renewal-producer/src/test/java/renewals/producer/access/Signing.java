package renewals.producer.access;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A client's side of RFC 9421, written without the server's. */
final class Signing {

  static final List<String> USUAL = List.of("@method", "@path", "content-digest");

  /** Makes signatures. */
  interface Key {
    byte[] sign(byte[] base) throws GeneralSecurityException;
  }

  private Signing() {}

  static Key ed25519(PrivateKey key) {
    return base -> {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(base);
      return signature.sign();
    };
  }

  static Key hmac(byte[] secret) {
    return base -> {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(base);
    };
  }

  static String digest(String name, String algorithm, byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(body);
      return "%s=:%s:".formatted(name, Base64.getEncoder().encodeToString(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String params(long created, String keyId, String nonce) {
    return ";created=%d;keyid=\"%s\";nonce=\"%s\"".formatted(created, keyId, nonce);
  }

  /** Signs a request as it is now; components stand in the order given. */
  static RawRequest sign(RawRequest request, List<String> components, String params, Key key) {
    return sign(request, components, params, key, Map.of());
  }

  /**
   * The same.
   *
   * @param known values of components that the request itself doesn't show
   */
  static RawRequest sign(
      RawRequest request,
      List<String> components,
      String params,
      Key key,
      Map<String, String> known) {
    String input =
        components.stream().map("\"%s\""::formatted).collect(Collectors.joining(" ", "(", ")"))
            + params;
    StringBuilder base = new StringBuilder();
    for (String component : components) {
      base.append(
          "\"%s\": %s\n"
              .formatted(
                  component,
                  Optional.ofNullable(known.get(component))
                      .orElseGet(() -> valueOf(request, component))));
    }
    base.append("\"@signature-params\": ").append(input);
    try {
      byte[] signature = key.sign(base.toString().getBytes(ISO_8859_1));
      return request
          .set("Signature-Input", "sig1=" + input)
          .set("Signature", "sig1=:%s:".formatted(Base64.getEncoder().encodeToString(signature)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String valueOf(RawRequest request, String component) {
    return switch (component) {
      case "@method" -> request.method;
      case "@path" -> request.path();
      case "@query" -> request.query();
      case "@authority" -> request.field("Host");
      default -> request.field(component);
    };
  }
}
