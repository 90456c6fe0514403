package renewals.bench.rival;

import java.sql.SQLException;
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
import renewals.activation.config.KafkaSettings;
import renewals.bench.load.BenchException;
import renewals.bench.rival.sql.SqlRival;
import renewals.kit.Settings;
import renewals.schemas.wire.HttpSchemaRegistry;

/** Runs one contender until it is told to end: its name, then settings as {@code key=value}. */
public final class ContenderMain {

  private static final Logger LOG = LoggerFactory.getLogger(ContenderMain.class);

  private ContenderMain() {}

  /** Runs it. */
  public static void main(String[] args) throws InterruptedException, SQLException {
    Contender contender =
        Contender.named(args[0])
            .orElseThrow(() -> new BenchException("no contender is called " + args[0]));
    Map<String, String> given = new TreeMap<>();
    for (int i = 1; i < args.length; i++) {
      String[] setting = args[i].split("=", 2);
      given.put(setting[0], setting[1]);
    }
    if (contender == Contender.WITHOUT_ESTIMATES) {
      given.put("activation.estimates", "false");
    }
    given.put("activation.merchants.threads", contender == Contender.WITH_LISTS ? "1" : "0");
    Settings settings = Settings.of(given);
    AutoCloseable running =
        switch (contender.kind()) {
          case SERVICE -> ActivationService.start(settings);
          case STREAMS -> streams(contender, settings);
          case POSTGRES -> SqlRival.start(sql(contender, settings));
          case FLINK -> throw new IllegalArgumentException("has a main class of its own");
        };
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "stop"));
    new CountDownLatch(1).await();
  }

  /** Rivals get the properties of our service, so that nothing but the topology differs. */
  private static AutoCloseable streams(Contender contender, Settings given) {
    ActivationSettings settings = ActivationSettings.read(given);
    Properties properties = KafkaSettings.of(settings, "127.0.0.1:1");
    StreamsConfig config = new StreamsConfig(properties);
    HttpSchemaRegistry registry = new HttpSchemaRegistry(settings.registryUrl());
    Topology topology =
        switch (contender) {
          case PASS_THROUGH -> PassThrough.ofBytes(config);
          case PASS_THROUGH_AVRO -> PassThrough.ofAvro(config, registry);
          case SAME_RECORDS -> SameRecords.build(config);
          case DSL_RULES -> DslRules.build(config, registry);
          case DSL_JOINS -> DslJoins.build(config, registry);
          default -> throw new IllegalArgumentException(contender + " is no topology");
        };
    KafkaStreams streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(
        cause -> {
          LOG.error("the contender failed", cause);
          Runtime.getRuntime().halt(1);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.start();
    return streams;
  }

  private static SqlRival.Setup sql(Contender contender, Settings given) {
    ActivationSettings settings = ActivationSettings.read(given);
    return new SqlRival.Setup(
        settings.bootstrapServers(),
        settings.registryUrl(),
        given.text("bench.postgres.url", ""),
        settings.applicationId(),
        settings.threads(),
        contender.answers(),
        contender == Contender.POSTGRES_RECORD);
  }

  private static void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      LOG.error("did not stop cleanly", e);
    }
  }
}
