package renewals.activation.card.codec;

import java.util.Arrays;

/**
 * What a record on its way to the cards of a partition holds. All of it comes in one internal
 * topic, since Kafka Streams asks at each record for every input of a task that is empty. Changes
 * and watermarks are as {@link CardFormat} writes them; the others have a byte ahead that is no
 * version of these.
 */
public enum ToCards {
  /** A change of a card, or a watermark: {@link CardInput}. */
  CHANGE(0),
  /** A report that lay in another partition than its card's. */
  REPORT(0x52),
  /** The newest revision of an announcement. */
  ANNOUNCEMENT(0x41);

  private final byte ahead;

  ToCards(int ahead) {
    this.ahead = (byte) ahead;
  }

  /** Which of them bytes hold. */
  public static ToCards of(byte[] bytes) {
    byte first = bytes.length == 0 ? CHANGE.ahead : bytes[0];
    if (first == REPORT.ahead) {
      return REPORT;
    }
    return first == ANNOUNCEMENT.ahead ? ANNOUNCEMENT : CHANGE;
  }

  /** A content as it is sent. */
  public byte[] wrap(byte[] content) {
    if (this == CHANGE) {
      return content;
    }
    byte[] bytes = new byte[content.length + 1];
    bytes[0] = ahead;
    System.arraycopy(content, 0, bytes, 1, content.length);
    return bytes;
  }

  /** What was wrapped. */
  public static byte[] contentOf(byte[] bytes) {
    return of(bytes) == CHANGE ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
  }
}
