package renewals.producer.callback.alipay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.schemas.contract.Violation;

/**
 * The fields of a form, each character one byte: what is signed are the decoded bytes, in whatever
 * charset they are a text, and what we read of them is ASCII.
 */
final class AlipayForm {

  private static final String SIGNATURE = "sign";
  private static final String SIGNATURE_TYPE = "sign_type";
  private static final int HEX = 16;
  private static final int MOST_FIELDS = 200;

  private final Map<String, String> fields = new TreeMap<>();

  private AlipayForm() {}

  /**
   * Takes a form apart.
   *
   * @throws RefusedNoticeException it is none, or a field stands twice
   */
  static AlipayForm of(byte[] body) throws RefusedNoticeException {
    AlipayForm form = new AlipayForm();
    for (String pair : new String(body, ISO_8859_1).strip().split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || form.fields.size() == MOST_FIELDS) {
        throw malformed();
      }
      String name = decoded(pair.substring(0, equals));
      if (form.fields.put(name, decoded(pair.substring(equals + 1))) != null) {
        throw new RefusedNoticeException(Reason.CREDENTIAL, "a field of the form stands twice");
      }
    }
    return form;
  }

  /** The signature in base64. */
  String signature() throws RefusedNoticeException {
    Optional<String> type = find(SIGNATURE_TYPE);
    if (type.isPresent() && !type.get().equals("RSA2")) {
      throw new RefusedNoticeException(Reason.CREDENTIAL, "sign_type is not RSA2");
    }
    return find(SIGNATURE)
        .orElseThrow(() -> new RefusedNoticeException(Reason.CREDENTIAL, "there is no sign"));
  }

  /** What is signed: all but the signature and its type, sorted by name. */
  byte[] signed() {
    return fields.entrySet().stream()
        .filter(field -> !field.getKey().equals(SIGNATURE))
        .filter(field -> !field.getKey().equals(SIGNATURE_TYPE))
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("&"))
        .getBytes(ISO_8859_1);
  }

  /** A field, if it is there and not empty. */
  Optional<String> find(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  /** A field that has to be there. */
  String text(String name) throws RefusedNoticeException {
    return find(name)
        .orElseThrow(
            () ->
                new RefusedNoticeException(
                    Reason.CONTENT,
                    new Violation(name, Violation.NOTHING, "what Alipay documents").toString()));
  }

  private static String decoded(String written) throws RefusedNoticeException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '%') {
        bytes.write(hex(written, i + 1) * HEX + hex(written, i + 2));
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    return bytes.toString(ISO_8859_1);
  }

  private static int hex(String written, int at) throws RefusedNoticeException {
    int digit = at < written.length() ? Character.digit(written.charAt(at), HEX) : -1;
    if (digit < 0) {
      throw malformed();
    }
    return digit;
  }

  private static RefusedNoticeException malformed() {
    return new RefusedNoticeException(Reason.CREDENTIAL, "the body is no form");
  }
}
