package renewals.producer.callback.notice;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import renewals.producer.callback.notice.RefusedNoticeException.Reason;

/** A notice as it came, before anything of it is believed. Immutable. */
public final class RawNotice {

  private final Map<String, List<String>> fields = new TreeMap<>();
  private final byte[] body;

  /**
   * A notice.
   *
   * @param fields the request's header fields, each with all its lines
   * @param body the body's bytes
   */
  public RawNotice(Map<String, List<String>> fields, byte[] body) {
    fields.forEach(
        (name, lines) -> this.fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(lines)));
    this.body = body.clone();
  }

  /** The body's bytes. */
  public byte[] body() {
    return body.clone();
  }

  /**
   * A header field that has to stand once.
   *
   * @throws RefusedNoticeException it doesn't
   */
  public String only(String name) throws RefusedNoticeException {
    List<String> lines = fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    if (lines.size() != 1) {
      throw new RefusedNoticeException(
          Reason.CREDENTIAL, "%s stands %d times, expected once".formatted(name, lines.size()));
    }
    return lines.getFirst();
  }

  /**
   * What WeChat Pay and Lakala sign: time, nonce and body, each followed by a line feed.
   *
   * @param time as it stands in the header
   * @param nonce as it stands in the header
   */
  public byte[] signedWith(String time, String nonce) {
    byte[] head = (time + "\n" + nonce + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] signed = new byte[head.length + body.length + 1];
    System.arraycopy(head, 0, signed, 0, head.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    signed[signed.length - 1] = '\n';
    return signed;
  }
}
