package renewals.cli.topics;

import java.util.Collection;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** Answers of Kafka's admin client, with refusals in one line. */
final class KafkaAnswers {

  private KafkaAnswers() {}

  /**
   * Waits until topics are created. One that exists already is: where an answer is late the client
   * asks once more, so whether it is as it was asked for has to be looked at in any case.
   *
   * @throws TopicsException Kafka refused, or the thread was interrupted
   */
  static void awaitCreated(Collection<KafkaFuture<Void>> topics) {
    for (KafkaFuture<Void> topic : topics) {
      try {
        await(topic);
      } catch (TopicsException e) {
        if (!(e.getCause() instanceof ExecutionException refused)
            || !(refused.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  /**
   * The answer, once it is there.
   *
   * @throws TopicsException Kafka refused, or the thread was interrupted
   */
  static <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new TopicsException("Kafka refused: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicsException("interrupted while waiting for Kafka", e);
    }
  }
}
