package renewals.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final Report RIGHT =
      new Report(
          "| a |\n",
          List.of(Map.of("figure", 1.5)),
          List.of(Verdict.atMost("seconds", 10, 10.4, "10.4")),
          List.of());

  @Test
  void shouldNotFailForATargetThatIsNotReached() {
    assertThat(RIGHT.isRight()).isTrue();
    assertThat(RIGHT.text()).endsWith("| seconds | ≤ 10 | 10.4 | **not reached** |\n");
  }

  @Test
  void shouldFailForAFault() {
    Report report = RIGHT.with(List.of("3 answers missing"));

    assertThat(report.isRight()).isFalse();
    assertThat(report.text()).endsWith("**Failed**: 3 answers missing\n");
  }

  @Test
  void shouldWriteTheSameAsJson(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("report.json");

    RIGHT.with(List.of("late")).write(file, Map.of("threads", 2));

    JsonNode read = new ObjectMapper().readTree(file.toFile());
    assertThat(read.at("/conditions/threads").asInt()).isEqualTo(2);
    assertThat(read.at("/rows/0/figure").asDouble()).isEqualTo(1.5);
    assertThat(read.at("/targets/0/reached").asBoolean(true)).isFalse();
    assertThat(read.at("/faults/0").asText()).isEqualTo("late");
  }
}
