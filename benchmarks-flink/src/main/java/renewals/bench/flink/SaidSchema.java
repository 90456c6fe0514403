package renewals.bench.flink;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of what the function says; names its topics, as pooled transactions need. */
final class SaidSchema implements KafkaRecordSerializationSchema<Said>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  private final JobSettings settings;

  SaidSchema(JobSettings settings) {
    this.settings = settings;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Said said, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(said.topic, said.key, said.value);
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(List.of(settings.answers(), settings.updates())),
            new Properties()));
  }
}
