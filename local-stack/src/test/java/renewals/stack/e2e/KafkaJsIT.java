package renewals.stack.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import renewals.parties.model.Binding;
import renewals.parties.model.Names;
import renewals.parties.proof.GatewayKeys;
import renewals.parties.proof.ProofJudge;
import renewals.parties.proof.Provenance.Proven;
import renewals.stack.Platform;
import renewals.stack.broker.BrokerProcess;
import renewals.stack.command.Cli;
import renewals.testing.Signer;

/**
 * The page's client for KafkaJS against a real broker, with {@code -Dnpm.folder=…}, in which {@code
 * npm install kafkajs} was run.
 */
@EnabledIfSystemProperty(named = "npm.folder", matches = ".+")
class KafkaJsIT {

  private static final byte[] VALUE = {0, 0, 0, 0, 1, 42};

  @TempDir Path folder;

  @Test
  void shouldWriteRecordsThatAreProven() throws Exception {
    Path data = Platform.folder();
    try (BrokerProcess broker =
        BrokerProcess.start(data.resolve("kafka"), data.resolve("logs"), 0)) {
      Map<String, String> settings = Platform.settings();
      settings.put("kafka.bootstrap.servers", broker.bootstrapServers());
      assertThat(Cli.run(settings, "topics").exit()).isZero();
      Signer lakala = Signer.ofParty("lakala");
      Path secret = folder.resolve("secret");
      Files.writeString(
          secret, Base64.getEncoder().encodeToString(lakala.key().secret().getEncoded()));
      Path value = Files.write(folder.resolve("value"), VALUE);

      run(
          "node",
          Path.of("../docs/partners/record.mjs").toAbsolutePath().normalize().toString(),
          "renewal-payments",
          "R-1",
          value.toString(),
          "lakala",
          lakala.key().keyId(),
          secret.toString(),
          broker.bootstrapServers());

      ConsumerRecord<byte[], byte[]> read = read(broker.bootstrapServers(), "renewal-payments");
      assertThat(read.value()).isEqualTo(VALUE);
      assertThat(judged(read)).isInstanceOf(Proven.class);
    }
  }

  private static Object judged(ConsumerRecord<byte[], byte[]> record) {
    return new ProofJudge(
            () -> GatewayKeys.NONE,
            () -> Signer.parties(Signer.party("lakala", Names.of("*"), Binding.PAYMENT)))
        .judge(
            new ProofJudge.Read(
                record.topic(),
                record.key(),
                record.value(),
                values(record, "rn-party"),
                values(record, "rn-at"),
                values(record, "rn-proof"),
                Instant.ofEpochMilli(record.timestamp())));
  }

  private static List<byte[]> values(ConsumerRecord<byte[], byte[]> record, String name) {
    List<byte[]> values = new ArrayList<>();
    record.headers().headers(name).forEach(header -> values.add(header.value()));
    return values;
  }

  private void run(String... command) throws Exception {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of(System.getProperty("npm.folder")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(said, UTF_8)).isZero();
  }

  private static ConsumerRecord<byte[], byte[]> read(String bootstrapServers, String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(found::add);
      }
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }
}
