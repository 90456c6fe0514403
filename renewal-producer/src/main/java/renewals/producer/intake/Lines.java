package renewals.producer.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Cuts a stream into lines without ever holding more than one, however long a line is. Blank lines
 * are counted and skipped, and so is a byte order mark at the start. For one thread.
 */
public final class Lines {

  private static final int BUFFER_BYTES = 32 * 1024;

  private final InputStream in;
  private final Runnable onLine;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private long bytesRead;
  private long number;

  private byte[] line = new byte[1024];
  private int length;

  public Lines(InputStream in) {
    this(in, () -> {});
  }

  /**
   * Lines of which somebody wants to hear.
   *
   * @param onLine runs after each line that was read, blank or not
   */
  public Lines(InputStream in, Runnable onLine) {
    this.in = in;
    this.onLine = onLine;
  }

  /**
   * One line that is not blank.
   *
   * @param number from 1
   */
  public record Line(long number, Text text) {}

  /** The next line that is not blank, if there is one. */
  public Optional<Line> next() throws IOException {
    while (readLine()) {
      number++;
      onLine.run();
      skipByteOrderMark();
      if (!isBlank()) {
        return Optional.of(new Line(number, Text.of(line, length)));
      }
    }
    return Optional.empty();
  }

  /** How many lines have been read, blank ones too. */
  public long number() {
    return number;
  }

  /** How many bytes have been taken from the stream. */
  public long bytesRead() {
    return bytesRead;
  }

  /** Fills {@link #line} up to the next line feed; false at the end of the stream. */
  private boolean readLine() throws IOException {
    length = 0;
    boolean any = false;
    while (true) {
      if (position == limit && !fill()) {
        return any;
      }
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      keep(end);
      if (end < limit) {
        position = end + 1;
        return true;
      }
      position = end;
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer));
    bytesRead += limit;
    return limit > 0;
  }

  /** Keeps one byte more than can be an event, which is enough to see that a line is too long. */
  private void keep(int end) {
    int room = Text.MOST_BYTES_READ + 1 - length;
    int count = Math.min(end - position, room);
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.min(Text.MOST_BYTES_READ + 1, 2 * (length + count)));
    }
    System.arraycopy(buffer, position, line, length, count);
    length += count;
  }

  private void skipByteOrderMark() {
    int mark = number == 1 ? Text.byteOrderMarkOf(line, length) : 0;
    if (mark > 0) {
      length -= mark;
      System.arraycopy(line, mark, line, 0, length);
    }
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
