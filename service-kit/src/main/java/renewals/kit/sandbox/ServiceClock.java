package renewals.kit.sandbox;

import io.javalin.config.JavalinConfig;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
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
    if (!settings.flag(UNREPLICATED, false)) {
      throw new SettingException(
          SETTING,
          "true",
          "false, as %s isn't true: times would be made up".formatted(UNREPLICATED));
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
    return new ServiceClock(sandbox, sandbox);
  }

  /** Whether a service with these settings belongs to a sandbox. */
  public static boolean isOfSandbox(Settings settings) {
    return settings.flag(SETTING, false);
  }

  /** What time it is. */
  public Clock clock() {
    return clock;
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

  /** What a consumer of bytes needs so that its records bear this clock's times. */
  public Map<String, Object> consumerProperties() {
    return sandbox == null
        ? Map.of()
        : Map.of(
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            SandboxTimes.class.getName(),
            SandboxTimes.CLOCK,
            sandbox);
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
