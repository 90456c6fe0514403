package renewals.kit.sandbox;

import io.javalin.config.JavalinConfig;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/**
 * By which clock a service goes: the wall's, or with {@code clock.sandbox=true} that of its
 * sandbox. Proofs of who says something and when go by the wall's in either case, since partners
 * have no other.
 */
public final class ServiceClock implements AutoCloseable {

  /** Whether a service belongs to a sandbox. */
  public static final String SETTING = "clock.sandbox";

  /** Only what runs on one machine is without replicas. */
  private static final String UNREPLICATED = "kafka.unreplicated";

  private static final int FETCH_WAIT_MS = 5;

  private final Clock clock;
  private final @Nullable SandboxClock sandbox;

  private ServiceClock(Clock clock, @Nullable SandboxClock sandbox) {
    this.clock = clock;
    this.sandbox = sandbox;
  }

  /** The wall's. */
  public static ServiceClock wall() {
    return of(Clock.systemUTC());
  }

  /** One that is no sandbox's: records bear the times that they are stamped with. */
  public static ServiceClock of(Clock clock) {
    return new ServiceClock(clock, null);
  }

  /** That of a sandbox. */
  static ServiceClock ofSandbox(SandboxClock clock) {
    return new ServiceClock(clock, clock);
  }

  /**
   * The clock of a service with these settings. That of a sandbox is known when this returns; while
   * Kafka is away it waits.
   *
   * @throws SettingException a sandbox's clock is asked for where others may rely on true times
   */
  public static ServiceClock open(Settings settings) {
    if (!isOfSandbox(settings)) {
      return wall();
    }
    Map<String, Object> properties = new HashMap<>(settings.below("kafka."));
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    // a broker answers one after the other: where the end is would wait for what comes next
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
    SandboxClock sandbox =
        SandboxClock.follow(
            () ->
                new KafkaConsumer<>(
                    properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
            Clock.systemUTC());
    return ofSandbox(sandbox);
  }

  /**
   * Whether a service with these settings belongs to a sandbox.
   *
   * @throws SettingException it would where others may rely on true times
   */
  public static boolean isOfSandbox(Settings settings) {
    if (!settings.flag(SETTING, false)) {
      return false;
    }
    if (!settings.flag(UNREPLICATED, false)) {
      throw new SettingException(
          SETTING,
          "true",
          "false, as %s isn't true: times would be made up".formatted(UNREPLICATED));
    }
    return true;
  }

  /** What time it is. */
  public Clock clock() {
    return clock;
  }

  /** What time it was here so many milliseconds of the wall ago, in epoch milliseconds. */
  public long millisAgo(long millis) {
    return sandbox == null ? clock.millis() - millis : sandbox.millisAgo(millis);
  }

  /** What time it truly is: by it goes what is signed for others, who have no other clock. */
  public Clock trueTime() {
    return sandbox == null ? clock : Clock.systemUTC();
  }

  /** Whether somebody may move it. */
  public boolean isOfSandbox() {
    return sandbox != null;
  }

  /** The sandbox's. */
  SandboxClock sandbox() {
    if (sandbox == null) {
      throw new IllegalStateException("no clock of a sandbox: " + SETTING + " is not set");
    }
    return sandbox;
  }

  /** The same for Kafka's own code, which punctuates by it; its timeouts inside go by it too. */
  public Time time() {
    return sandbox == null ? Time.SYSTEM : new SandboxTime(sandbox);
  }

  /**
   * The records that a consumer polled, with the times that this clock said when the broker stamped
   * them; those that their sender stamped bear them already.
   */
  public ConsumerRecords<byte[], byte[]> told(ConsumerRecords<byte[], byte[]> polled) {
    if (sandbox == null || polled.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> told = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      told.put(
          partition,
          polled.records(partition).stream().map(record -> told(sandbox, record)).toList());
    }
    return new ConsumerRecords<>(told, polled.nextOffsets());
  }

  private static ConsumerRecord<byte[], byte[]> told(
      SandboxClock sandbox, ConsumerRecord<byte[], byte[]> record) {
    if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
      return record;
    }
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        sandbox.at(record.timestamp()),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        record.value(),
        record.headers(),
        record.leaderEpoch(),
        record.deliveryCount());
  }

  /**
   * In a sandbox, {@code GET /test/clock} says what time it is here and how many moves it knows.
   */
  public void addTo(JavalinConfig routes) {
    if (sandbox != null) {
      SandboxClock own = sandbox;
      routes.routes.get(
          ClockAnswer.PATH,
          context -> context.json(new ClockAnswer(own.instant().toString(), own.moves())));
    }
  }

  @Override
  public void close() {
    if (sandbox != null) {
      sandbox.close();
    }
  }
}
