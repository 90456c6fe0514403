package renewals.bench.rival.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import renewals.schemas.wire.WireWriter;
import renewals.v1.Activation;
import renewals.v1.ActivationStatus;

/**
 * Publishes what stands in the outbox, in its order, and removes it in the transaction that read it
 * once Kafka has it all. A crash between the two publishes again, with the same activation ids.
 */
final class OutboxPublisher {

  private static final int MOST = 5_000;
  private static final Duration PERIOD = Duration.ofDays(30);

  private final Connection connection;
  private final PreparedStatement take;
  private final Producer<byte[], byte[]> producer;
  private final WireWriter<Activation> writer;
  private final String topic;

  OutboxPublisher(
      Connection connection,
      Producer<byte[], byte[]> producer,
      WireWriter<Activation> writer,
      String topic)
      throws SQLException {
    connection.setAutoCommit(false);
    this.connection = connection;
    this.take = connection.prepareStatement(Sql.TAKE_OUTBOX);
    this.producer = producer;
    this.writer = writer;
    this.topic = topic;
  }

  /**
   * Publishes what is there.
   *
   * @return how many
   */
  int publish() throws SQLException, InterruptedException, ExecutionException {
    TreeMap<Long, Activation> found = new TreeMap<>();
    take.setInt(1, MOST);
    try (ResultSet rows = take.executeQuery()) {
      while (rows.next()) {
        found.put(rows.getLong("id"), activation(rows));
      }
    }
    List<Future<RecordMetadata>> sent = new ArrayList<>(found.size());
    for (Activation activation : found.values()) {
      byte[] key = activation.getMerchantId().getBytes(StandardCharsets.UTF_8);
      sent.add(producer.send(new ProducerRecord<>(topic, key, writer.write(activation))));
    }
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
    connection.commit();
    return sent.size();
  }

  private static Activation activation(ResultSet row) throws SQLException {
    boolean usable = row.getBoolean("usable");
    Instant at = Instant.ofEpochMilli(row.getLong("at"));
    Activation done = new Activation();
    done.setActivationId(row.getString("renewal_id") + "/" + row.getInt("activations"));
    done.setStatus(usable ? ActivationStatus.ACTIVATED : ActivationStatus.REVERSED);
    done.setRenewalId(row.getString("renewal_id"));
    done.setMerchantId(row.getString("merchant_id"));
    done.setTerminalId(row.getString("terminal_id"));
    done.setIccid(row.getString("iccid"));
    done.setCarrierId(row.getString("carrier_id"));
    done.setChannelId(row.getString("channel_id"));
    done.setValidFrom(at);
    done.setValidUntil(usable ? at.plus(PERIOD) : null);
    done.setDataBytes(row.getLong("data_bytes"));
    done.setRequestedAt(Instant.ofEpochMilli(row.getLong("requested_at")));
    done.setPaidAt(optionalTime(row, "paid_at"));
    done.setApprovedAt(Instant.ofEpochMilli(row.getLong("decided_at")));
    done.setDecidedAt(at);
    return done;
  }

  private static @Nullable Instant optionalTime(ResultSet row, String column) throws SQLException {
    long time = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(time);
  }
}
