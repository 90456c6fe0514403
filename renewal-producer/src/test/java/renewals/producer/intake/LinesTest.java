package renewals.producer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import renewals.producer.intake.Lines.Line;

class LinesTest {

  @Test
  void shouldCountBlankLinesAndSkipThem() throws IOException {
    assertThat(read("\n a \r\n\n\t\r\nb")).containsExactly(line(2, " a \r"), line(5, "b"));
  }

  @Test
  void shouldReadNothingFromNothing() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n\n")).isEmpty();
  }

  @Test
  void shouldSkipAByteOrderMark() throws IOException {
    assertThat(read("\uFEFFa\n\uFEFFb")).containsExactly(line(1, "a"), line(2, "\uFEFFb"));
  }

  @Test
  void shouldTakeTheLongestLineAndNoLonger() throws IOException {
    String longest = "x".repeat(Intake.MOST_BYTES);

    assertThat(read(longest + "\n" + longest + "y\nz"))
        .containsExactly(line(1, longest), new Line(2, new Text.TooLong()), line(3, "z"));
  }

  @Test
  void shouldReadOnAfterALineOfManyMegabytes() throws IOException {
    InputStream endless =
        new java.io.SequenceInputStream(
            new Repeated('x', 50_000_000), new ByteArrayInputStream("\nz".getBytes(UTF_8)));
    Lines lines = new Lines(endless);

    assertThat(lines.next()).contains(new Line(1, new Text.TooLong()));
    assertThat(lines.next()).contains(line(2, "z"));
    assertThat(lines.bytesRead()).isEqualTo(50_000_002);
  }

  @Test
  void shouldTellALineThatIsNotUtf8() throws IOException {
    Lines lines = new Lines(new ByteArrayInputStream(new byte[] {(byte) 0xE9, '\n', 'a'}));

    assertThat(lines.next()).contains(new Line(1, new Text.NotUtf8()));
    assertThat(lines.next()).contains(line(2, "a"));
  }

  @Property(tries = 500)
  void shouldCutAsTheLineFeedsSay(@ForAll @Chars({'a', '\n', ' ', '卡'}) String text)
      throws IOException {
    List<Line> expected = new ArrayList<>();
    String[] parts = text.split("\n", -1);
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isBlank()) {
        expected.add(line(i + 1, parts[i]));
      }
    }

    assertThat(read(text)).isEqualTo(expected);
  }

  private static Line line(long number, String text) {
    return new Line(number, new Text.Plain(text));
  }

  private static List<Line> read(String text) throws IOException {
    Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(UTF_8)));
    List<Line> all = new ArrayList<>();
    for (Optional<Line> line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(line.get());
    }
    return all;
  }

  /** One byte, very often. */
  private static final class Repeated extends InputStream {

    private final int value;
    private long left;

    private Repeated(int value, long count) {
      this.value = value;
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      java.util.Arrays.fill(into, offset, offset + count, (byte) value);
      left -= count;
      return count;
    }
  }
}
