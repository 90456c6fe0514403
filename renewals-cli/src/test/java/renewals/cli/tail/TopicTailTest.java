package renewals.cli.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import renewals.cli.call.CommandFailure;
import renewals.kit.Settings;
import renewals.schemas.Topic;

class TopicTailTest {

  @Test
  void shouldSayInOneLineThatKafkaGivesNoAnswer() {
    Settings settings =
        Settings.of(
            Map.of(
                "kafka.bootstrap.servers",
                "127.0.0.1:1",
                "kafka.default.api.timeout.ms",
                "300",
                "schema.registry.url",
                "http://127.0.0.1:1"));
    TopicTail tail = new TopicTail(settings, Output.UPDATES);

    assertThatThrownBy(() -> tail.readToEnd(null, line -> {}))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "Kafka at 127.0.0.1:1 gave no answer within 300 ms; ./renewals up starts one on this"
                + " machine");
  }

  @Test
  void shouldGiveUpWhereKafkaGivesNoMoreBeforeTheEnd() {
    Topic topic = Output.UPDATES.topic();
    TopicPartition partition = new TopicPartition(topic.name(), 0);
    MockConsumer<byte[], byte[]> silent = new MockConsumer<>("earliest");
    silent.updatePartitions(
        topic.name(), List.of(new PartitionInfo(topic.name(), 0, null, null, null)));
    silent.updateBeginningOffsets(Map.of(partition, 0L));
    silent.updateEndOffsets(Map.of(partition, 7L));

    TopicTail tail = new TopicTail(Settings.of(Map.of()), Output.UPDATES, () -> silent);

    assertThatThrownBy(() -> tail.within(Duration.ofMillis(300)).recordsToEnd(null, record -> {}))
        .isInstanceOf(TimeoutException.class);
    assertThat(silent.closed()).isTrue();
  }
}
