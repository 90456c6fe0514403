package renewals.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import renewals.kit.SettingException;
import renewals.kit.Settings;

/**
 * The producer's Kafka settings: ours, then what the operator passes through with {@code kafka.},
 * as long as it takes nothing from the promises.
 */
final class ProducerConfigs {

  static final String BOOTSTRAP = "kafka.bootstrap.servers";
  static final String REGISTRY_URL = "schema.registry.url";

  private static final String PREFIX = "kafka.";
  private static final String SERIALIZER_RESOURCE = "serializer.properties";

  /** Records must lie where the Java client's default partitioner puts them. */
  private static final List<String> FIXED =
      List.of(
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
          ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  /**
   * Confluent's serializers would take another subject's schema, or another version, with these.
   */
  private static final List<String> OTHER_SCHEMAS =
      List.of("use.schema.id", "use.latest.with.metadata", "key.subject.name.strategy");

  private static final String SUBJECTS = "value.subject.name.strategy";
  private static final String SUBJECTS_BY_TOPIC =
      "io.confluent.kafka.serializers.subject.TopicNameStrategy";

  private ProducerConfigs() {}

  /**
   * Reads the settings.
   *
   * @throws SettingException one is missing or would weaken what the producer promises
   */
  static Map<String, Object> of(Settings settings) {
    Map<String, Object> configs = new HashMap<>();
    configs.put(ProducerConfig.CLIENT_ID_CONFIG, "renewal-producer");
    configs.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
    configs.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    configs.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
    configs.put(ProducerConfig.LINGER_MS_CONFIG, "2");
    configs.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, builtInSerializer());
    configs.putAll(settings.below(PREFIX));
    required(settings.text(BOOTSTRAP), BOOTSTRAP, "host:port of the Kafka brokers");
    configs.put(
        REGISTRY_URL,
        required(
            settings.url(REGISTRY_URL),
            REGISTRY_URL,
            "the base URL of a Confluent schema registry API"));
    demand(configs, ProducerConfig.ACKS_CONFIG, "all");
    demand(configs, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    // for Confluent's serializer; ours never registers, and looks schemas up as their files say
    // them
    demand(configs, "auto.register.schemas", "false");
    demand(configs, "use.latest.version", "false");
    demandSubjectsByTopic(configs);
    configs.putIfAbsent("avro.remove.java.properties", "true");
    for (String name : Stream.concat(FIXED.stream(), OTHER_SCHEMAS.stream()).toList()) {
      if (configs.containsKey(name)) {
        throw new SettingException(PREFIX + name, configs.get(name).toString(), "not to be set");
      }
    }
    return configs;
  }

  /**
   * The serializer of events that these settings name, which they need no more.
   *
   * @throws SettingException it isn't there
   */
  @SuppressWarnings("unchecked") // the setting says that it writes events
  static Serializer<SpecificRecord> values(Map<String, Object> configs) {
    String named = String.valueOf(configs.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG));
    try {
      Serializer<SpecificRecord> serializer = Utils.newInstance(named, Serializer.class);
      serializer.configure(configs, false);
      return serializer;
    } catch (ClassNotFoundException e) {
      throw new SettingException("kafka.value.serializer", named, "a class that is there");
    }
  }

  private static String required(Optional<String> given, String name, String expected) {
    return given.orElseThrow(() -> new SettingException(name, "nothing", expected));
  }

  private static void demand(Map<String, Object> configs, String name, String only) {
    Object given = configs.putIfAbsent(name, only);
    boolean fits = given == null || given.toString().strip().toLowerCase(Locale.ROOT).equals(only);
    if (!fits) {
      throw new SettingException(PREFIX + name, given.toString(), only);
    }
  }

  /** Not set where nobody does: the class is there with Confluent's serializer only. */
  private static void demandSubjectsByTopic(Map<String, Object> configs) {
    Object given = configs.get(SUBJECTS);
    if (given != null && !given.toString().strip().equals(SUBJECTS_BY_TOPIC)) {
      throw new SettingException(PREFIX + SUBJECTS, given.toString(), SUBJECTS_BY_TOPIC);
    }
  }

  /** What the build chose: our serializer, or Confluent's with the profile of that name. */
  private static String builtInSerializer() {
    Properties built = new Properties();
    try (InputStream in = ProducerConfigs.class.getResourceAsStream(SERIALIZER_RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(SERIALIZER_RESOURCE + " is not in the jar");
      }
      built.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + SERIALIZER_RESOURCE, e);
    }
    return built.getProperty(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
  }
}
