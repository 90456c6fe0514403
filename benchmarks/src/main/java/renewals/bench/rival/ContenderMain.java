package renewals.bench.rival;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.ActivationService;
import renewals.activation.config.ActivationSettings;
import renewals.activation.config.StreamsProperties;
import renewals.bench.load.BenchException;
import renewals.kit.Settings;
import renewals.schemas.wire.HttpSchemaRegistry;

/** Runs one contender until it is told to end: its name, then settings as {@code key=value}. */
public final class ContenderMain {

  private static final Logger LOG = LoggerFactory.getLogger(ContenderMain.class);

  private ContenderMain() {}

  /** Runs it. */
  public static void main(String[] args) throws InterruptedException {
    Contender contender =
        Contender.named(args[0])
            .orElseThrow(() -> new BenchException("no contender is called " + args[0]));
    Map<String, String> given = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      String[] setting = args[i].split("=", 2);
      given.put(setting[0], setting[1]);
    }
    Settings settings = Settings.of(given);
    AutoCloseable running =
        contender.isService() ? ActivationService.start(settings) : run(contender, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "stop"));
    new CountDownLatch(1).await();
  }

  /** Rivals get the properties of our service, so that nothing but the topology differs. */
  private static AutoCloseable run(Contender contender, Settings given) {
    ActivationSettings settings = ActivationSettings.read(given);
    Properties properties = StreamsProperties.of(settings, "127.0.0.1:1");
    StreamsConfig config = new StreamsConfig(properties);
    HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    Topology topology =
        switch (contender) {
          case PASS_THROUGH -> PassThrough.ofBytes(config);
          case PASS_THROUGH_AVRO -> PassThrough.ofAvro(config, registry);
          case DSL_JOINS -> DslJoins.build(config, registry);
          case OURS, BASELINE ->
              throw new IllegalArgumentException("ours is a service, not a rival");
        };
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(
        cause -> {
          LOG.error("the contender failed", cause);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.start();
    return streams;
  }

  private static void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      LOG.error("did not stop cleanly", e);
    }
  }
}
