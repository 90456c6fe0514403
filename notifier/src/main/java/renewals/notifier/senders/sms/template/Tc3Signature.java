package renewals.notifier.senders.sms.template;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import renewals.notifier.senders.http.Digests;

/**
 * Tencent Cloud's TC3-HMAC-SHA256 of a POST without a query. Source: "Signature v3",
 * https://www.tencentcloud.com/document/api/382/40473 and the pages beside it.
 */
final class Tc3Signature {

  private static final String ALGORITHM = "TC3-HMAC-SHA256";
  private static final String END = "tc3_request";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Tc3Signature() {}

  /**
   * The header {@code Authorization}.
   *
   * @param service such as sms
   * @param headers those that are signed, by lower-case name; content-type and host at least
   * @param at as in X-TC-Timestamp
   */
  static String authorization(
      CloudKey key, String service, SortedMap<String, String> headers, byte[] body, Instant at) {
    String names = String.join(";", headers.keySet());
    String canonical =
        String.join("\n", "POST", "/", "", lines(headers), names, Digests.sha256(body));
    String day = DAY.format(at);
    String scope = String.join("/", day, service, END);
    String toSign =
        String.join(
            "\n", ALGORITHM, Long.toString(at.getEpochSecond()), scope, Digests.sha256(canonical));
    byte[] ofDay = Digests.hmac(("TC3" + key.secret()).getBytes(StandardCharsets.UTF_8), day);
    byte[] ofRequest = Digests.hmac(Digests.hmac(ofDay, service), END);
    return "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
        .formatted(ALGORITHM, key.id(), scope, names, Digests.hex(Digests.hmac(ofRequest, toSign)));
  }

  private static String lines(SortedMap<String, String> headers) {
    return headers.entrySet().stream()
        .map(
            header ->
                header.getKey() + ':' + header.getValue().strip().toLowerCase(Locale.ROOT) + '\n')
        .collect(Collectors.joining());
  }
}
