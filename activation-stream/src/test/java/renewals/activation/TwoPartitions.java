package renewals.activation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.activation.topology.Events;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.testing.KafkaBench;
import renewals.v1.Activation;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/**
 * The whole service on a real broker with two partitions, which is the tests' of a class. They are
 * one after the other the same application; each looks at its own renewals only.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class TwoPartitions {

  static final int PARTITIONS = 2;
  private static final ObjectMapper JSON = new ObjectMapper();

  final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60);
  final HttpClient http = HttpClient.newHttpClient();
  private Path dir;
  KafkaBench kafka;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path files) throws Exception {
    dir = files;
    kafka = new KafkaBench(dir, PARTITIONS);
    kafka.createTopics();
  }

  @AfterAll
  void stop() {
    http.close();
    kafka.close();
  }

  ActivationService instance(String name) {
    Map<String, String> settings = kafka.settings();
    settings.put("activation.http.port", "0");
    settings.put("activation.state.dir", dir.resolve(name).toString());
    settings.put("activation.standbys", "0");
    settings.put("activation.tick", "100ms");
    return ActivationService.start(Settings.of(settings));
  }

  /** The first id that begins so and belongs into a partition. */
  String id(String prefix, int partition) {
    int n = 0;
    while (kafka.partitionOf(prefix + n) != partition) {
      n++;
    }
    return prefix + n;
  }

  void request(String renewal) throws Exception {
    request(renewal, "M-1001");
  }

  void request(String renewal, String merchant) throws Exception {
    RenewalRequested requested = Events.requested(renewal, at);
    requested.setMerchantId(merchant);
    requested.setIccid(card(renewal));
    send(
        Topics.RENEWAL_REQUESTS,
        renewal,
        kafka.wire(Topics.RENEWAL_REQUESTS, requested, new RenewalRequested()));
  }

  /** A card for each renewal. */
  static String card(String renewal) {
    return "8986%015d".formatted(Integer.toUnsignedLong(renewal.hashCode()));
  }

  byte[] payment(String renewal) {
    PaymentEvent settled = Events.settled(renewal, "P-" + renewal, 5000, at);
    return kafka.wire(Topics.RENEWAL_PAYMENTS, settled, new PaymentEvent());
  }

  byte[] review(String renewal) {
    CarrierReview approved = Events.approved(renewal, "V-" + renewal, at);
    return kafka.wire(Topics.CARRIER_REVIEWS, approved, new CarrierReview());
  }

  void send(Topic topic, String renewal, byte[] value) throws Exception {
    kafka.send(topic, kafka.partitionOf(renewal), renewal, value);
  }

  List<Activation> activations(String renewal) {
    return kafka.events(Topics.RENEWAL_ACTIVATIONS, new Activation()).stream()
        .filter(activation -> activation.getRenewalId().equals(renewal))
        .toList();
  }

  List<UpdateKind> kinds(String renewal) {
    return kafka.events(Topics.RENEWAL_UPDATES, new RenewalUpdate()).stream()
        .filter(update -> update.getRenewalId().equals(renewal))
        .map(RenewalUpdate::getKind)
        .toList();
  }

  List<ConsumerRecord<byte[], byte[]>> deadLetters(String renewal) {
    return kafka.read(Topics.DEAD_LETTERS).stream()
        .filter(dead -> renewal.equals(new String(dead.key(), StandardCharsets.UTF_8)))
        .toList();
  }

  boolean areUsable(ActivationService service, List<String> renewals) throws Exception {
    for (String renewal : renewals) {
      if (!isUsable(service, renewal)) {
        return false;
      }
    }
    return true;
  }

  boolean isUsable(ActivationService service, String renewal) throws Exception {
    JsonNode answer = answer(service, "/v1/renewals/" + renewal);
    return answer.path("state").asText().equals("USABLE") && answer.has("validUntil");
  }

  /** An answer, but for when it was given. */
  JsonNode answer(ActivationService service, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(service, path)).build();
    ObjectNode answer =
        (ObjectNode) JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    return answer.without("asOf");
  }

  static URI uri(ActivationService service, String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }
}
