package renewals.producer.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of one event as it came in. */
public sealed interface Text {

  /** The longest event, in bytes. */
  int MOST_BYTES = 64 * 1024;

  /** Text that can be read. */
  record Plain(String text) implements Text {}

  /** Bytes beyond {@link #MOST_BYTES}; they were not kept. */
  record TooLong() implements Text {}

  /** Bytes that are not UTF-8. */
  record NotUtf8() implements Text {}

  /** The most bytes that can be one event: it may have a byte order mark in front. */
  int MOST_BYTES_READ = MOST_BYTES + 3;

  /** All bytes that a stream holds, no more than are needed to see that it is too long. */
  static byte[] bytesOf(InputStream in) throws IOException {
    return in.readNBytes(MOST_BYTES_READ + 1);
  }

  /**
   * The same where it is known how many those are: without room for the most.
   *
   * @param announced how many the stream holds; below 0 where nobody said
   */
  static byte[] bytesOf(InputStream in, int announced) throws IOException {
    if (announced < 0 || announced > MOST_BYTES_READ) {
      return bytesOf(in);
    }
    byte[] bytes = new byte[announced];
    int read = in.readNBytes(bytes, 0, announced);
    return read == announced ? bytes : Arrays.copyOf(bytes, read);
  }

  /** A whole body as text. */
  static Text whole(byte[] bytes) {
    int mark = byteOrderMarkOf(bytes, bytes.length);
    return of(bytes, mark, bytes.length - mark);
  }

  /** The first bytes of an array as text. */
  static Text of(byte[] bytes, int length) {
    return of(bytes, 0, length);
  }

  /** How many of the first bytes are a byte order mark, which is no part of a text: 3 or none. */
  static int byteOrderMarkOf(byte[] bytes, int length) {
    boolean marked =
        length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return marked ? 3 : 0;
  }

  private static Text of(byte[] bytes, int from, int length) {
    if (length > MOST_BYTES) {
      return new TooLong();
    }
    try {
      return new Plain(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, from, length))
              .toString());
    } catch (CharacterCodingException e) {
      return new NotUtf8();
    }
  }
}
