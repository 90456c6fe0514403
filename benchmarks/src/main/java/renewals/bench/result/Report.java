package renewals.bench.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import renewals.bench.load.BenchException;
import renewals.kit.OwnerOnly;

/**
 * What a benchmark says at its end, for people and for programs.
 *
 * @param table in Markdown
 * @param rows the same and more, a map for each line; not rounded
 * @param targets what was aimed at, and whether it was reached
 * @param faults what makes the benchmark fail, in words; empty: nothing
 */
public record Report(
    String table, List<Map<String, Object>> rows, List<Verdict> targets, List<String> faults) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** The same with more that makes the benchmark fail. */
  public Report with(List<String> more) {
    return new Report(table, rows, targets, Stream.concat(faults.stream(), more.stream()).toList());
  }

  /** Whether nothing makes the benchmark fail; a target that was not reached does not. */
  public boolean isRight() {
    return faults.isEmpty();
  }

  /** The table, the targets behind it, then what is wrong. */
  public String text() {
    StringBuilder text = new StringBuilder(table);
    if (!targets.isEmpty()) {
      text.append('\n').append(Verdict.HEAD);
      targets.forEach(target -> text.append(target.line()));
    }
    faults.forEach(fault -> text.append("\n**Failed**: ").append(fault).append('\n'));
    return text.toString();
  }

  /**
   * Writes it as JSON.
   *
   * @param conditions under which it was measured
   */
  public void write(Path file, Map<String, Object> conditions) {
    try {
      Files.writeString(
          OwnerOnly.file(file),
          JSON.writeValueAsString(
                  Map.of(
                      "conditions", conditions, "rows", rows, "targets", targets, "faults", faults))
              + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is no JSON", e);
    } catch (IOException e) {
      throw new BenchException("cannot write %s: %s".formatted(file, e), e);
    }
  }
}
