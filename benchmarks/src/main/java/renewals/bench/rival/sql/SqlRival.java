package renewals.bench.rival.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.bench.load.ReadStartInterceptor;
import renewals.schemas.Topics;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.v1.Activation;

/**
 * Consumers that keep renewals in PostgreSQL, and a publisher of its outbox. Each fact counts once,
 * by the table of facts; an activation may be published twice, after a crash only.
 */
public final class SqlRival implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SqlRival.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MOST_A_POLL = 5_000;
  private static final long IDLE_NANOS = Duration.ofMillis(5).toNanos();
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * What it needs to know.
   *
   * @param jdbcUrl of an empty database
   * @param threads consumers, each with a connection of its own
   * @param topic of its activations
   * @param recordByRecord a commit for each record, else for each poll
   */
  public record Setup(
      String bootstrapServers,
      String registryUrl,
      String jdbcUrl,
      String group,
      int threads,
      String topic,
      boolean recordByRecord) {}

  private final Setup setup;
  private final HttpSchemaRegistry registry;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  private SqlRival(Setup setup) {
    this.setup = setup;
    this.registry = new HttpSchemaRegistry(setup.registryUrl());
  }

  /** Makes the tables and begins. */
  public static SqlRival start(Setup setup) throws SQLException {
    createTables(setup.jdbcUrl());
    SqlRival rival = new SqlRival(setup);
    for (int i = 0; i < setup.threads(); i++) {
      rival.run("facts-" + i, rival::takeFacts);
    }
    rival.run("outbox", rival::publish);
    return rival;
  }

  static void createTables(String jdbcUrl) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl);
        Statement statement = connection.createStatement()) {
      for (String table : Sql.TABLES) {
        statement.execute(table);
      }
    }
  }

  private interface Work {
    void run() throws SQLException, InterruptedException, ExecutionException;
  }

  private void run(String name, Work work) {
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (Exception | Error failure) {
                    LOG.error("the contender failed", failure);
                    Runtime.getRuntime().halt(1);
                  }
                }));
  }

  private void takeFacts() throws SQLException {
    FactReader reader = new FactReader(registry);
    try (Connection connection = DriverManager.getConnection(setup.jdbcUrl());
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      FactWriter writer =
          setup.recordByRecord() ? new RecordByRecord(connection) : new PollByPoll(connection);
      consumer.subscribe(
          List.of(
              Topics.RENEWAL_REQUESTS.name(),
              Topics.RENEWAL_PAYMENTS.name(),
              Topics.CARRIER_REVIEWS.name()));
      while (!stopping) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          List<Change.Identified> facts = new ArrayList<>(records.count());
          for (ConsumerRecord<byte[], byte[]> record : records) {
            facts.add(reader.read(record));
          }
          writer.write(facts);
          consumer.commitAsync();
        }
      }
    }
  }

  private void publish() throws SQLException, InterruptedException, ExecutionException {
    try (Connection connection = DriverManager.getConnection(setup.jdbcUrl());
        Producer<byte[], byte[]> producer =
            new KafkaProducer<>(
                producerSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
      OutboxPublisher publisher =
          new OutboxPublisher(
              connection,
              producer,
              WireWriter.of(registry, Topics.RENEWAL_ACTIVATIONS, new Activation()),
              setup.topic());
      while (!stopping) {
        if (publisher.publish() == 0) {
          LockSupport.parkNanos(IDLE_NANOS);
        }
      }
    }
  }

  /** One assignor gives a consumer the same partitions of all three topics: no row is shared. */
  private Map<String, Object> consumerSettings() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        setup.bootstrapServers(),
        ConsumerConfig.GROUP_ID_CONFIG,
        setup.group(),
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "earliest",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        "read_committed",
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        "org.apache.kafka.clients.consumer.RangeAssignor",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        MOST_A_POLL,
        ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
        ReadStartInterceptor.class.getName());
  }

  private Map<String, Object> producerSettings() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        setup.bootstrapServers(),
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4",
        ProducerConfig.BATCH_SIZE_CONFIG,
        BATCH_BYTES);
  }

  /** Finishes what was polled. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
