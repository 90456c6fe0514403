package renewals.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What is expected of one setting, as a line of a test's table writes it: {@code name | default |
 * taken | refused | expectation}. Values are separated by semicolons; where the error must show
 * something else than what was given, as for a secret, it follows in {@code given => shown}.
 *
 * @param otherwise the default, empty if there is none
 * @param taken values that it may have, the bounds among them
 * @param refused values that it may not have, those beyond the bounds among them
 * @param expected what the error says that was expected
 */
public record SettingRow(
    String name, String otherwise, List<String> taken, List<Refused> refused, String expected) {

  private static final int COLUMNS = 5;

  /** A value that won't do, and how the error shows it. */
  public record Refused(String given, String shown) {}

  /** The table beside a test; lines that begin with # are remarks. */
  public static List<SettingRow> table(Class<?> test, String resource) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(test.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(SettingRow::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message of the error that refuses a value. */
  public String message(Refused value) {
    return "%s is %s, expected %s".formatted(name, value.shown(), expected);
  }

  private static SettingRow of(String line) {
    List<String> columns = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (columns.size() != COLUMNS) {
      throw new IllegalArgumentException(
          "%s has %d columns, expected %d".formatted(line, columns.size(), COLUMNS));
    }
    return new SettingRow(
        columns.get(0),
        columns.get(1),
        values(columns.get(2)),
        values(columns.get(3)).stream().map(SettingRow::refused).toList(),
        columns.get(4));
  }

  private static List<String> values(String column) {
    return Arrays.stream(column.split(";", -1))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static Refused refused(String value) {
    int arrow = value.indexOf(" => ");
    return arrow < 0
        ? new Refused(value, value)
        : new Refused(value.substring(0, arrow), value.substring(arrow + 4));
  }

  /** For the names of parameterized tests. */
  @Override
  public String toString() {
    return name;
  }
}
