package renewals.producer.callback.lakala;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;

/**
 * What {@code Authorization} of a notice says: {@code LKLAPI-SHA256withRSA
 * timestamp="…",nonce_str="…",signature="…"}.
 */
record LakalaProof(String timestamp, String nonce, String signature) {

  private static final String SCHEME = "LKLAPI-SHA256withRSA ";
  private static final Pattern PARAMETER = Pattern.compile("\\s*([a-z_]+)=\"([^\"]*)\"\\s*");

  static LakalaProof of(String authorization) throws RefusedNoticeException {
    if (!authorization.startsWith(SCHEME)) {
      throw malformed();
    }
    Map<String, String> parameters = new HashMap<>();
    for (String part : authorization.substring(SCHEME.length()).split(",", -1)) {
      Matcher parameter = PARAMETER.matcher(part);
      if (!parameter.matches() || parameters.put(parameter.group(1), parameter.group(2)) != null) {
        throw malformed();
      }
    }
    return new LakalaProof(
        required(parameters, "timestamp"),
        required(parameters, "nonce_str"),
        required(parameters, "signature"));
  }

  private static String required(Map<String, String> parameters, String name)
      throws RefusedNoticeException {
    String value = parameters.get(name);
    if (value == null) {
      throw malformed();
    }
    return value;
  }

  private static RefusedNoticeException malformed() {
    return new RefusedNoticeException(
        Reason.CREDENTIAL,
        "Authorization is not LKLAPI-SHA256withRSA with timestamp, nonce_str and signature");
  }
}
