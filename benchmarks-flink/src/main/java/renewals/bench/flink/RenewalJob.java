package renewals.bench.flink;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import renewals.bench.load.ReadStartInterceptor;
import renewals.schemas.Topics;

/** Source, keyed function, sink, on a cluster within this process. */
final class RenewalJob {

  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(10);
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int LINGER_MS = 20;

  private RenewalJob() {}

  /** So that the bytes of every checkpoint of a run can be asked for at its end. */
  private static final int CHECKPOINTS_REMEMBERED = 20_000;

  /** Runs until the process ends. */
  static void run(JobSettings settings) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(
            settings.parallelism(), configuration(settings));
    env.getConfig().enableObjectReuse();
    env.enableCheckpointing(settings.checkpointMillis(), CheckpointingMode.EXACTLY_ONCE);
    env.fromSource(source(settings), WatermarkStrategy.noWatermarks(), "facts")
        .uid("facts")
        .keyBy(fact -> fact.renewalId)
        .process(new RenewalFunction(settings))
        .uid("renewals")
        .sinkTo(sink(settings))
        .uid("outputs");
    env.execute(settings.id());
  }

  /** As much memory for RocksDB as our service gives its own. */
  private static Configuration configuration(JobSettings settings) {
    Configuration configuration = new Configuration();
    configuration.set(
        StateBackendOptions.STATE_BACKEND, settings.rocksDb() ? "rocksdb" : "hashmap");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, settings.rocksDb());
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file://" + settings.folder() + "/checkpoints");
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.parallelism());
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_PORT, String.valueOf(settings.restPort()));
    configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, CHECKPOINTS_REMEMBERED);
    configuration.setString("state.backend.rocksdb.localdir", settings.folder() + "/rocksdb");
    return configuration;
  }

  private static KafkaSource<Fact> source(JobSettings settings) {
    return KafkaSource.<Fact>builder()
        .setBootstrapServers(settings.bootstrapServers())
        .setGroupId(settings.id())
        .setTopics(
            Topics.RENEWAL_REQUESTS.name(),
            Topics.RENEWAL_PAYMENTS.name(),
            Topics.CARRIER_REVIEWS.name())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new FactSchema(settings.registryUrl()))
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setProperty(
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ReadStartInterceptor.class.getName())
        .build();
  }

  /** Transactional ids are used again: at this rate of checkpoints new ones would pile up. */
  private static KafkaSink<Said> sink(JobSettings settings) {
    Properties producer = new Properties();
    producer.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, String.valueOf(TRANSACTION_TIMEOUT.toMillis()));
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    producer.put(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(BATCH_BYTES));
    producer.put(ProducerConfig.LINGER_MS_CONFIG, String.valueOf(LINGER_MS));
    return KafkaSink.<Said>builder()
        .setBootstrapServers(settings.bootstrapServers())
        .setKafkaProducerConfig(producer)
        .setRecordSerializer(new SaidSchema(settings))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(settings.id())
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .build();
  }
}
