package renewals.notifier.senders.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import renewals.kit.Health;
import renewals.kit.kafka.LastingProducer;
import renewals.testing.KnownSchemas;

@Timeout(30)
class ResultPublisherTest {

  private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();

  @Test
  void shouldPublishThroughANewProducerAfterOneThatFailedForGood() throws Exception {
    ResultPublisher results =
        new ResultPublisher(
            new LastingProducer<>(
                () -> {
                  made.add(
                      new MockProducer<>(
                          true, null, new ByteArraySerializer(), new ByteArraySerializer()));
                  return made.getLast();
                }),
            new KnownSchemas(),
            Clock.systemUTC());
    made.getFirst().sendException =
        new KafkaException("in an error state", new ProducerFencedException("fenced"));

    results.send(new ProducerRecord<>("notice-results", new byte[0]));

    assertThat(made).hasSize(2);
    assertThat(made.getLast().history()).hasSize(1);
    assertThat(results.state()).isEqualTo(Health.READY);
  }
}
