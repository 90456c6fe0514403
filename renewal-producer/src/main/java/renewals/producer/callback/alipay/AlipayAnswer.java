package renewals.producer.callback.alipay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.PublicKey;
import java.util.Collection;
import java.util.Optional;
import renewals.producer.callback.notice.JsonNotice;
import renewals.producer.callback.notice.RefusedNoticeException;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;
import renewals.producer.callback.notice.RsaProof;

/** An answer of Alipay's gateway, of which one member is signed as it is written. */
final class AlipayAnswer {

  private AlipayAnswer() {}

  /**
   * The signed member.
   *
   * @throws RefusedNoticeException it isn't there, or not Alipay's
   */
  static JsonNotice read(String member, byte[] body, Collection<PublicKey> keys)
      throws RefusedNoticeException {
    String text = new String(body, UTF_8);
    JsonNotice whole = JsonNotice.of(body);
    Optional<String> signature = whole.find("sign");
    String name = "\"" + member + "\"";
    int begin = text.indexOf('{', Math.max(0, text.indexOf(name)));
    if (signature.isEmpty() || !text.contains(name) || begin < 0) {
      throw new RefusedNoticeException(Reason.CREDENTIAL, "the answer holds no signed " + member);
    }
    String signed = text.substring(begin, end(text, begin));
    RsaProof.demand(keys, signed.getBytes(UTF_8), signature.get());
    return JsonNotice.of(signed.getBytes(UTF_8));
  }

  /** Behind the brace that closes the one at {@code begin}; braces in texts don't count. */
  private static int end(String text, int begin) throws RefusedNoticeException {
    int depth = 0;
    boolean isQuoted = false;
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isQuoted) {
        if (c == '\\') {
          i++;
        }
        isQuoted = c != '"';
      } else if (c == '"') {
        isQuoted = true;
      } else if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
        if (depth == 0) {
          return i + 1;
        }
      }
    }
    throw new RefusedNoticeException(Reason.CONTENT, "the answer ends early");
  }
}
