package renewals.stack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireReader;
import renewals.stack.Platform;
import renewals.stack.command.Cli;
import renewals.testing.Patience;
import renewals.v1.PaymentEvent;

/**
 * A serializer that this project does not know, from a jar in a folder of its own: the way on which
 * Confluent's comes in. Started as the image starts it, on the jars that were built.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SerializerOfOthersIT {

  private static final String CLASS = "elsewhere.MarkingSerializer";
  private static final String SOURCE =
      """
      package elsewhere;

      import java.util.Map;
      import org.apache.avro.specific.SpecificRecord;
      import org.apache.kafka.common.header.Headers;
      import org.apache.kafka.common.serialization.Serializer;
      import renewals.client.WireSerializer;

      public final class MarkingSerializer implements Serializer<SpecificRecord> {
        private final WireSerializer wire = new WireSerializer();

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
          wire.configure(configs, isKey);
        }

        @Override
        public byte[] serialize(String topic, SpecificRecord event) {
          return wire.serialize(topic, event);
        }

        @Override
        public byte[] serialize(String topic, Headers headers, SpecificRecord event) {
          headers.add("serialized-by", "elsewhere".getBytes());
          return wire.serialize(topic, event);
        }
      }
      """;

  private final Path folder = Platform.folder();
  private final Path home = folder.resolve("opt");
  private final Path jars = folder.resolve("jars");

  @BeforeAll
  void install() throws IOException {
    assertThat(Cli.run(Platform.settings(), "topics").exit()).isZero();
    Path built = Path.of("target").toAbsolutePath();
    Files.createDirectories(home);
    Files.copy(Path.of("..", "docker", "renewals"), home.resolve("renewals"));
    Files.createSymbolicLink(home.resolve("cli"), built.resolve("cli"));
    compileInto(Files.createDirectories(jars).resolve("elsewhere.jar"));
  }

  @Test
  void shouldPublishWithASerializerFromAFolderOfJars() throws Exception {
    publish("ADDED-1", Map.of(), "--add-jars", jars.toString());

    assertThat(written("ADDED-1")).isEqualTo("elsewhere");
  }

  @Test
  void shouldPublishWithASerializerFromTheClassPathOfTheEnvironment() throws Exception {
    publish("ADDED-2", Map.of("RENEWALS_CLASSPATH", jars + "/*"));

    assertThat(written("ADDED-2")).isEqualTo("elsewhere");
  }

  @Test
  void shouldSayInOneLineThatTheSerializerIsNotThere() throws Exception {
    Process publish = start("ADDED-3", Map.of());

    String said = new String(publish.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(publish.waitFor()).isEqualTo(2);
    assertThat(said.lines()).singleElement().asString().contains(CLASS);
  }

  private void publish(String paymentId, Map<String, String> environment, String... words)
      throws Exception {
    Process publish = start(paymentId, environment, words);
    String said = new String(publish.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(publish.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(publish.exitValue()).as(said).isZero();
  }

  private Process start(String paymentId, Map<String, String> environment, String... words)
      throws IOException {
    Path events = folder.resolve(paymentId + ".ndjson");
    Files.writeString(
        events,
        """
        {"type":"payment","paymentId":"%s","renewalId":"R-ADDED","channelId":"app",\
        "status":"SETTLED","amount":{"minorUnits":5000,"currency":"CNY"},\
        "occurredAt":"2026-03-02T10:00:00+08:00"}
        """
            .formatted(paymentId));
    List<String> command = new ArrayList<>(List.of("/bin/sh", home.resolve("renewals").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("publish", events.toString(), "-Dkafka.value.serializer=" + CLASS));
    Platform.settings().forEach((name, value) -> command.add("-D%s=%s".formatted(name, value)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder
        .environment()
        .merge("PATH", System.getProperty("java.home") + "/bin", (old, jdk) -> jdk + ":" + old);
    return builder.start();
  }

  /** Who wrote the payment, which our own reader can read. */
  private static String written(String paymentId) {
    WireReader<PaymentEvent> reader =
        new WireReader<>(new HttpSchemaRegistry(Platform.registryUrl()), new PaymentEvent());
    Map<String, Object> config =
        Map.of("bootstrap.servers", Platform.bootstrapServers(), "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          consumer.partitionsFor("renewal-payments").stream()
              .map(
                  info ->
                      new org.apache.kafka.common.TopicPartition(info.topic(), info.partition()))
              .toList());
      long end = System.nanoTime() + Patience.LONG.toNanos();
      while (System.nanoTime() - end < 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (reader.read(record.value()).getPaymentId().equals(paymentId)) {
            Header by = record.headers().lastHeader("serialized-by");
            return by == null ? "nobody" : new String(by.value(), StandardCharsets.UTF_8);
          }
        }
      }
    }
    throw new AssertionError("no payment " + paymentId);
  }

  private void compileInto(Path jar) throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/elsewhere"));
    Path file = source.resolve("MarkingSerializer.java");
    Files.writeString(file, SOURCE);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve("source").toString(),
                file.toString());
    assertThat(exit).isZero();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("elsewhere/MarkingSerializer.class"));
      Files.copy(source.resolve("MarkingSerializer.class"), out);
    }
  }
}
