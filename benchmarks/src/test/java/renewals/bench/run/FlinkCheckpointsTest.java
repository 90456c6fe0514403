package renewals.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import renewals.bench.load.BenchException;

class FlinkCheckpointsTest {

  @Test
  void shouldCountWhatCompletedCheckpointsWroteUntilTheEnd() {
    assertThat(FlinkCheckpoints.bytes(history(3), 200)).isEqualTo(11);
  }

  @Test
  void shouldFailWhereFlinkHasForgottenSome() {
    assertThatThrownBy(() -> FlinkCheckpoints.bytes(history(4), 200))
        .isInstanceOf(BenchException.class)
        .hasMessage("Flink tells of 3 of its 4 completed checkpoints");
  }

  private static JsonNode history(int completed) {
    try {
      return new ObjectMapper()
          .readTree(
              """
              {"counts": {"completed": %d, "in_progress": 1}, "history": [
                {"status": "IN_PROGRESS", "trigger_timestamp": 400, "checkpointed_size": 1000},
                {"status": "COMPLETED", "trigger_timestamp": 300, "checkpointed_size": 100},
                {"status": "COMPLETED", "trigger_timestamp": 200, "checkpointed_size": 10},
                {"status": "COMPLETED", "trigger_timestamp": 100, "checkpointed_size": 1}]}
              """
                  .formatted(completed));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
