package renewals.stack.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import renewals.cli.tail.Output;
import renewals.schemas.Topics;
import renewals.schemas.json.EventJson;
import renewals.schemas.json.Parsed;
import renewals.schemas.wire.HttpSchemaRegistry;
import renewals.schemas.wire.WireWriter;
import renewals.stack.Platform;
import renewals.stack.Service;
import renewals.stack.ServiceProcess;
import renewals.stack.command.Cli;
import renewals.stack.verify.ObservedOutputs;
import renewals.stack.verify.OutputWatch;
import renewals.testing.Patience;
import renewals.v1.PaymentEvent;

/** An outage of the pipeline makes nobody late (rule 8). */
@Tag("long")
class OutageIT {

  private static final int RENEWALS = 120;
  private static final int PARTITIONS = 2;

  /** How long a renewal may wait for its money: a slow machine takes the second or the third. */
  private static final List<Duration> TERMS =
      List.of(Duration.ofSeconds(25), Duration.ofSeconds(90), Duration.ofSeconds(360));

  @Test
  void shouldNotLapseWhatWasPaidInTimeWhileThePipelineWasDown() throws Exception {
    for (Duration lapse : TERMS) {
      if (isPlayedInTime(lapse)) {
        return;
      }
    }
    fail("even within %s not all was paid".formatted(TERMS.getLast()));
  }

  /** False where paying took longer than the term: then nothing was shown. */
  private static boolean isPlayedInTime(Duration lapse) throws Exception {
    ObservedOutputs observed = new ObservedOutputs();
    Map<String, String> settings = new TreeMap<>(Platform.quickTakeover());
    settings.put("activation.terms.lapsed-after", lapse.toString());
    settings.put("activation.tick", "100ms");
    try (FewServices stack = new FewServices(Platform.folder(), PARTITIONS, settings);
        OutputWatch watch = OutputWatch.start(stack.settings(), observed)) {
      ServiceProcess activation = stack.start(Service.ACTIVATION, "activation-1");
      activation.awaitReady();
      Instant noneRequested = Instant.now();
      publish(stack, IntStream.rangeClosed(0, RENEWALS).mapToObj(OutageIT::request).toList());
      Instant allRequested = Instant.now();
      assertThat(observed.awaitCount(Output.UPDATES, RENEWALS + 1, Patience.LONG)).isTrue();
      activation.kill();
      publish(stack, IntStream.range(0, RENEWALS / 2).mapToObj(OutageIT::payment).toList());
      publishMisplaced(stack, IntStream.range(RENEWALS / 2, RENEWALS).toArray());
      if (Instant.now().isAfter(noneRequested.plus(lapse))) {
        return false;
      }
      awaitMoment(allRequested.plus(lapse));

      stack.start(Service.ACTIVATION, "activation-1-again").awaitReady();
      assertThat(observed.awaitCount(Output.UPDATES, 2 * RENEWALS + 2, Patience.LONG)).isTrue();

      assertThat(kinds(observed, "PAID")).isEqualTo(RENEWALS);
      assertThat(kinds(observed, "LAPSED")).as("only the one that nobody paid").isEqualTo(1);
      assertThat(watch).isNotNull();
      return true;
    }
  }

  private static long kinds(ObservedOutputs observed, String kind) {
    return observed.count(Output.UPDATES, update -> kind.equals(update.path("kind").asText()));
  }

  private static void awaitMoment(Instant moment) {
    while (Instant.now().isBefore(moment)) {
      LockSupport.parkUntil(moment.toEpochMilli());
    }
  }

  private static void publish(FewServices stack, List<String> lines) throws Exception {
    Path file = Platform.folder().resolve("events.ndjson");
    Files.write(file, lines);
    assertThat(Cli.run(stack.cluster(), "publish", file.toString()).exit()).isZero();
  }

  /** As a client does that places keys in its own way: every record one partition further. */
  private static void publishMisplaced(FewServices stack, int[] renewals) throws Exception {
    Map<String, Object> properties = new HashMap<>(stack.settings().below("kafka."));
    properties.remove("unreplicated");
    HttpSchemaRegistry registry =
        new HttpSchemaRegistry(stack.settings().text("schema.registry.url", ""));
    WireWriter<PaymentEvent> writer =
        WireWriter.of(registry, Topics.RENEWAL_PAYMENTS, new PaymentEvent());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties, bytes, bytes)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int n : renewals) {
        byte[] key = ("OUT-" + n).getBytes(UTF_8);
        int elsewhere = (BuiltInPartitioner.partitionForKey(key, PARTITIONS) + 1) % PARTITIONS;
        byte[] value = writer.write(eventOf(payment(n)));
        sent.add(
            producer.send(
                new ProducerRecord<>(Topics.RENEWAL_PAYMENTS.name(), elsewhere, key, value)));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  private static PaymentEvent eventOf(String json) {
    return (PaymentEvent) ((Parsed.Accepted) EventJson.read(json)).event();
  }

  private static String request(int n) {
    return """
    {"type":"renewal-requested","renewalId":"OUT-%1$d","channelId":"app","carrierId":"cmcc",\
    "merchantId":"M-%1$d","terminalId":"T-%1$d","iccid":"89860%2$014d",\
    "plan":{"planId":"p","validity":"P1M","dataBytes":1},\
    "amountDue":{"minorUnits":5000,"currency":"CNY"},"requestedAt":"%3$s"}"""
        .formatted(n, n, Instant.now());
  }

  private static String payment(int n) {
    return """
    {"type":"payment","paymentId":"P-%1$d","renewalId":"OUT-%1$d","channelId":"app",\
    "status":"SETTLED","amount":{"minorUnits":5000,"currency":"CNY"},"occurredAt":"%2$s"}"""
        .formatted(n, Instant.now());
  }
}
