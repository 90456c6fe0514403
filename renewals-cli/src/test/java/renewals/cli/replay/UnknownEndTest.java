package renewals.cli.replay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class UnknownEndTest {

  @Test
  void shouldSayThatNobodyKnowsWhetherLettersWentBackWhereKafkaDidNotConfirmInTime() {
    try (MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.commitTransactionException = new TimeoutException("60000 ms");

      assertThatThrownBy(
              () ->
                  DeadLetterReplay.sendBack(
                      List.of(new ProducerRecord<>("renewal-payments", new byte[1])),
                      producer,
                      Map.of()))
          .isInstanceOf(ReplayException.class)
          .hasMessage("Kafka did not say in time whether letters went back: 60000 ms");
    }
  }
}
