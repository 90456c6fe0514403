package renewals.producer.reconcile.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.schemas.reconcile.ReconcileDueJson;

/** Reads records of what is due into the table. */
final class DueReader {

  private static final Logger LOG = LoggerFactory.getLogger(DueReader.class);

  private DueReader() {}

  /** Takes what one says; of what this version doesn't know nothing is changed. */
  static void read(ConsumerRecord<byte[], byte[]> record, DueTable table) {
    if (record.key() == null) {
      return;
    }
    String renewalId = new String(record.key(), UTF_8);
    if (record.value() == null) {
      table.read(record.partition(), renewalId, null, record.offset());
      return;
    }
    ReconcileDueJson.read(record.value())
        .ifPresentOrElse(
            due -> table.read(record.partition(), renewalId, due, record.offset()),
            () ->
                LOG.warn(
                    "{}-{} offset {} is of no form that this version knows",
                    record.topic(),
                    record.partition(),
                    record.offset()));
  }
}
