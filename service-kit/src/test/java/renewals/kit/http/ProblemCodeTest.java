package renewals.kit.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemCodeTest {

  @Test
  void shouldBeSaidByItsOwnAnswer() {
    String body = new String(Problem.of(ProblemCode.UNKNOWN, "nothing").bytes(), UTF_8);

    assertThat(ProblemCode.UNKNOWN.isSaidBy(404, body)).isTrue();
  }

  @Test
  void shouldNotBeSaidUnderAnotherStatus() {
    String body = new String(Problem.of(ProblemCode.UNKNOWN, "nothing").bytes(), UTF_8);

    assertThat(ProblemCode.UNKNOWN.isSaidBy(200, body)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>404</html>",
        "[]",
        "null",
        "{}",
        "{\"code\":\"NOT_FOUND\"}",
        "{\"code\":{\"UNKNOWN\":1}}",
        "{\"detail\":\"UNKNOWN\"}"
      })
  void shouldNotBeSaidByWhatOthersAnswerWithItsStatus(String body) {
    assertThat(ProblemCode.UNKNOWN.isSaidBy(404, body)).isFalse();
  }
}
