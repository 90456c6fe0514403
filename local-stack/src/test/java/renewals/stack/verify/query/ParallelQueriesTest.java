package renewals.stack.verify.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import renewals.stack.process.StackException;

class ParallelQueriesTest {

  @Test
  void shouldAnswerInTheOrderOfTheSubjects() {
    List<Integer> subjects = IntStream.range(0, 1000).boxed().toList();

    assertThat(ParallelQueries.ask(8, subjects, subject -> subject)).isEqualTo(subjects);
  }

  @Test
  void shouldTellWhyAQuestionFailed() {
    StackException why = new StackException("no answer");

    assertThatThrownBy(
            () ->
                ParallelQueries.ask(
                    2,
                    List.of(1, 2, 3),
                    subject -> {
                      throw why;
                    }))
        .isSameAs(why);
  }
}
