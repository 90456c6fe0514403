package renewals.producer.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The text of one event as it came in. */
public sealed interface Text {

  /** Text that can be read. */
  record Plain(String text) implements Text {}

  /** Bytes beyond {@link Intake#MOST_BYTES}; they were not kept. */
  record TooLong() implements Text {}

  /** Bytes that are not UTF-8. */
  record NotUtf8() implements Text {}

  /** All that a stream holds, reading no more than is needed to see that it is too long. */
  static Text readAll(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Intake.MOST_BYTES + 1);
    return of(bytes, bytes.length);
  }

  /** The first bytes of an array as text. */
  static Text of(byte[] bytes, int length) {
    if (length > Intake.MOST_BYTES) {
      return new TooLong();
    }
    try {
      return new Plain(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      return new NotUtf8();
    }
  }
}
