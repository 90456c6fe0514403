package renewals.notifier.senders.sms.template;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import renewals.notifier.senders.http.Digests;

/**
 * Alibaba Cloud's ACS3-HMAC-SHA256. Source: "Request syntax and signature method V3",
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature.
 */
final class Acs3Signature {

  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private Acs3Signature() {}

  /**
   * The header {@code Authorization}.
   *
   * @param path as it is sent
   * @param query as it is sent: {@link #query}
   * @param headers those that are signed, by lower-case name; host and x-acs-… all
   */
  static String authorization(
      CloudKey key, String method, String path, String query, SortedMap<String, String> headers) {
    String names = String.join(";", headers.keySet());
    String canonical =
        String.join(
            "\n",
            method,
            path,
            query,
            lines(headers),
            names,
            headers.getOrDefault("x-acs-content-sha256", ""));
    String toSign = ALGORITHM + '\n' + Digests.sha256(canonical);
    byte[] secret = key.secret().getBytes(StandardCharsets.UTF_8);
    return "%s Credential=%s,SignedHeaders=%s,Signature=%s"
        .formatted(ALGORITHM, key.id(), names, Digests.hex(Digests.hmac(secret, toSign)));
  }

  /** Parameters by name, encoded as RFC 3986 demands. */
  static String query(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + '=' + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String lines(SortedMap<String, String> headers) {
    return headers.entrySet().stream()
        .map(header -> header.getKey() + ':' + header.getValue().strip() + '\n')
        .collect(Collectors.joining());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
