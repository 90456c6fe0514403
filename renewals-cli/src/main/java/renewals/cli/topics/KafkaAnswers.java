package renewals.cli.topics;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;

/** Answers of Kafka's admin client, with refusals in one line. */
final class KafkaAnswers {

  private KafkaAnswers() {}

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
