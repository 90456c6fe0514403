package renewals.cli.topics;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class KafkaAnswersTest {

  private final KafkaFutureImpl<Void> answer = new KafkaFutureImpl<>();

  @Test
  void shouldTakeATopicThatTheClientAskedForTwiceAsCreated() {
    answer.completeExceptionally(new TopicExistsException("exists"));

    assertThatCode(() -> KafkaAnswers.awaitCreated(List.of(answer))).doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhyKafkaCreatesNoTopic() {
    answer.completeExceptionally(new PolicyViolationException("no"));

    assertThatThrownBy(
            () -> KafkaAnswers.awaitCreated(List.of(KafkaFuture.completedFuture(null), answer)))
        .isInstanceOf(TopicsException.class)
        .hasMessageContaining("no");
  }
}
