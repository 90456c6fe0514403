package renewals.activation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import renewals.activation.topology.Events;
import renewals.kit.Settings;
import renewals.schemas.Topic;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;
import renewals.testing.KafkaBench;
import renewals.testing.Patience;
import renewals.v1.Activation;
import renewals.v1.Announcement;
import renewals.v1.AnnouncementKind;
import renewals.v1.CardCause;
import renewals.v1.CardState;
import renewals.v1.CardStatus;
import renewals.v1.CarrierReview;
import renewals.v1.PaymentEvent;
import renewals.v1.RenewalRequested;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/**
 * The whole service on a real broker with two partitions. All tests are one after the other the
 * same application; each looks at its own renewals only.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TwoPartitionsIT {

  private static final int PARTITIONS = 2;
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private Path dir;
  private KafkaBench kafka;

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

  @Test
  void shouldMoveAMisroutedRecordAndJudgeItOnce() throws Exception {
    String renewal = id("moved", 0);
    byte[] garbage = {9, 9, 9};
    long offset;
    try (ActivationService service = instance("one")) {
      Patience.await("ready", () -> KafkaBench.isReady(service.port()));
      request(renewal);
      misroute(Topics.CARRIER_REVIEWS, renewal, review(renewal));
      Patience.await("its review", () -> applied(service, Topics.CARRIER_REVIEWS) == 1);
      offset = misroute(Topics.RENEWAL_PAYMENTS, renewal, garbage);
      misroute(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));
      send(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));

      Patience.await("its activation", () -> activations(renewal).size() == 1);
      Patience.await(
          "the second copy of the payment",
          () -> count(service, "renewals_records_total", "duplicate", "renewal-payments") == 1);
      Patience.await("its dead letter", () -> deadLetters(renewal).size() == 1);
      assertThat(activations(renewal)).hasSize(1);
      assertThat(kinds(renewal)).containsExactly(UpdateKind.ACCEPTED, UpdateKind.APPROVED);
      assertThat(count(service, "renewals_records_moved_total")).isEqualTo(3);
      assertThat(applied(service, Topics.CARRIER_REVIEWS)).isEqualTo(1);
      assertThat(applied(service, Topics.RENEWAL_PAYMENTS)).isEqualTo(1);
    }
    ConsumerRecord<byte[], byte[]> dead = deadLetters(renewal).get(0);
    assertThat(dead.value()).isEqualTo(garbage);
    assertThat(header(dead, "dl-reason")).isEqualTo("UNREADABLE");
    assertThat(header(dead, "dl-topic")).isEqualTo("renewal-payments");
    assertThat(header(dead, "dl-partition")).isEqualTo("1");
    assertThat(header(dead, "dl-offset")).isEqualTo(Long.toString(offset));
  }

  @Test
  void shouldMoveAMisroutedReportAndTakeAnAnnouncementPastTheCardsOfAllPartitions()
      throws Exception {
    List<String> renewals = List.of(id("told", 0), id("told", 1));
    List<String> merchants = renewals.stream().map(renewal -> "M-" + renewal).toList();
    try (ActivationService service = instance("one")) {
      Patience.await("ready", () -> KafkaBench.isReady(service.port()));
      for (String renewal : renewals) {
        request(renewal, "M-" + renewal);
        send(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));
        send(Topics.CARRIER_REVIEWS, renewal, review(renewal));
      }
      Patience.await("usable", () -> areUsable(service, renewals));
      for (String renewal : renewals) {
        misroute(Topics.CARD_STATUS, Iccid.keyOf(card(renewal)), stopped(renewal));
      }
      Patience.await(
          "both told of their card",
          () -> renewals.stream().allMatch(one -> kinds(one).contains(UpdateKind.CARD_SUSPENDED)));

      kafka.send(Topics.ANNOUNCEMENTS, 0, "A1", announced("A1"));

      Patience.await("each merchant told", () -> merchantsTold().containsAll(merchants));
      assertThat(merchantsTold()).doesNotHaveDuplicates();
    }
  }

  private List<String> merchantsTold() {
    return kafka.events(Topics.RENEWAL_UPDATES, new RenewalUpdate()).stream()
        .filter(update -> update.getKind() == UpdateKind.ANNOUNCEMENT)
        .map(RenewalUpdate::getMerchantId)
        .toList();
  }

  private byte[] stopped(String renewal) {
    CardStatus stopped =
        new CardStatus("cmcc", card(renewal), CardState.SUSPENDED, CardCause.RISK, null, at, 1L);
    return kafka.wire(Topics.CARD_STATUS, stopped, new CardStatus());
  }

  private byte[] announced(String announcementId) {
    Announcement announcement =
        Announcement.newBuilder()
            .setAnnouncementId(announcementId)
            .setKind(AnnouncementKind.FEES)
            .setEffectiveAt(at.plus(Duration.ofDays(10)))
            .setTitleZh("资费调整")
            .setTextZh("自 5 月 1 日起资费调整。")
            .setTitleEn("Fees change")
            .setTextEn("Fees change on 1 May.")
            .setRevision(1)
            .build();
    return kafka.wire(Topics.ANNOUNCEMENTS, announcement, new Announcement());
  }

  @Test
  void shouldAnswerForTheKeysOfTheOtherInstance() throws Exception {
    List<String> renewals = List.of(id("asked", 0), id("asked", 1));
    try (ActivationService one = instance("one");
        ActivationService other = instance("other")) {
      for (String renewal : renewals) {
        request(renewal);
        send(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));
        send(Topics.CARRIER_REVIEWS, renewal, review(renewal));
      }
      awaitShared(one, other, renewals);

      for (String renewal : renewals) {
        Patience.await("usable", () -> isUsable(one, renewal) && isUsable(other, renewal));
        assertThat(answer(one, "/v1/renewals/" + renewal))
            .isEqualTo(answer(other, "/v1/renewals/" + renewal));
        assertThat(answer(one, "/v1/cards/" + card(renewal)))
            .isEqualTo(answer(other, "/v1/cards/" + card(renewal)));
      }
    }
  }

  @Test
  void shouldListAMerchantsCardsFromEitherInstanceWhereverTheyLie() throws Exception {
    String merchant = id("M-listed", 1);
    List<String> renewals = Stream.of(id("listed", 0), id("listed", 1)).sorted().toList();
    try (ActivationService one = instance("one");
        ActivationService other = instance("other")) {
      for (String renewal : renewals) {
        request(renewal, merchant);
        send(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));
        send(Topics.CARRIER_REVIEWS, renewal, review(renewal));
      }
      awaitShared(one, other, renewals);
      String cards = "/v1/merchants/%s/cards".formatted(merchant);
      String usable = "/v1/merchants/%s/renewals?state=USABLE".formatted(merchant);

      Patience.await(
          "both listed by both",
          () ->
              idsIn(one, cards, "cards").equals(renewals)
                  && idsIn(other, cards, "cards").equals(renewals)
                  && idsIn(one, usable, "renewals").equals(renewals)
                  && idsIn(other, usable, "renewals").equals(renewals));

      JsonNode card = answer(one, cards).path("cards").get(0);
      JsonNode single = answer(one, "/v1/cards/" + card.path("iccid").asText());
      assertThat(card.path("state").asText()).isEqualTo("ACTIVE");
      assertThat(card.path("validUntil")).isEqualTo(single.path("validUntil"));
      assertThat(card.path("dataBytes")).isEqualTo(single.path("dataBytes"));
      JsonNode first = answer(other, cards + "?limit=1");
      assertThat(first.path("cards")).hasSize(1);
      assertThat(idsIn(one, cards + "?limit=1&cursor=" + first.path("cursor").asText(), "cards"))
          .hasSize(1)
          .isNotEqualTo(List.of(first.path("cards").get(0).path("renewalId").asText()));
      Patience.await(
          "up to when it has been read", () -> answer(one, cards).hasNonNull("readUpTo"));
      assertThat(status(one, "/v1/merchants/nobody/cards")).isIn(404, 503);
    }
  }

  /** The ids of the renewals in a list, sorted. */
  private List<String> idsIn(ActivationService service, String path, String list) throws Exception {
    List<String> ids = new ArrayList<>();
    answer(service, path).path(list).forEach(one -> ids.add(one.path("renewalId").asText()));
    ids.sort(null);
    return ids;
  }

  private int status(ActivationService service, String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(service, path)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void shouldLoseNothingAndDoubleNothingWhileInstancesComeAndGo() throws Exception {
    List<String> renewals = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      renewals.add(id("kept" + n, n % PARTITIONS));
    }
    ActivationService first = instance("one");
    CompletableFuture<Void> left = new CompletableFuture<>();
    try {
      for (String renewal : renewals) {
        request(renewal);
      }
      Patience.await("ready", () -> KafkaBench.isReady(first.port()));
      try (ActivationService second = instance("other")) {
        for (String renewal : renewals) {
          send(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal));
        }
        awaitShared(first, second, renewals);
        Thread.startVirtualThread(() -> close(first, left));
        for (String renewal : renewals) {
          send(Topics.CARRIER_REVIEWS, renewal, review(renewal));
        }
        left.get(Patience.LONG.toSeconds(), TimeUnit.SECONDS);

        Patience.await("all usable", () -> areUsable(second, renewals));
      }
    } finally {
      first.close();
    }
    assertThat(
            kafka.events(Topics.RENEWAL_ACTIVATIONS, new Activation()).stream()
                .map(Activation::getRenewalId)
                .filter(renewals::contains))
        .containsExactlyInAnyOrderElementsOf(renewals);
    assertThat(renewals)
        .allSatisfy(
            renewal ->
                assertThat(kinds(renewal))
                    .containsExactly(UpdateKind.ACCEPTED, UpdateKind.PAID, UpdateKind.APPROVED));
    assertThat(renewals).allSatisfy(renewal -> assertThat(deadLetters(renewal)).isEmpty());
  }

  private static void close(ActivationService service, CompletableFuture<Void> closed) {
    try {
      service.close();
      closed.complete(null);
    } catch (RuntimeException e) {
      closed.completeExceptionally(e);
    }
  }

  /** Waits until each of the two works on a partition, so that each says so of a renewal there. */
  private void awaitShared(ActivationService one, ActivationService other, List<String> renewals)
      throws Exception {
    Patience.await("each its partition", () -> works(one, renewals) && works(other, renewals));
  }

  private boolean works(ActivationService service, List<String> renewals) throws Exception {
    for (String renewal : renewals) {
      HttpRequest here =
          HttpRequest.newBuilder(uri(service, "/v1/renewals/" + renewal))
              .header("X-Passed-On", "1")
              .build();
      if (http.send(here, BodyHandlers.discarding()).statusCode() == 200) {
        return true;
      }
    }
    return false;
  }

  private ActivationService instance(String name) {
    Map<String, String> settings = kafka.settings();
    settings.put("activation.http.port", "0");
    settings.put("activation.state.dir", dir.resolve(name).toString());
    settings.put("activation.standbys", "0");
    settings.put("activation.tick", "100ms");
    return ActivationService.start(Settings.of(settings));
  }

  /** The first id that begins so and belongs into a partition. */
  private String id(String prefix, int partition) {
    int n = 0;
    while (kafka.partitionOf(prefix + n) != partition) {
      n++;
    }
    return prefix + n;
  }

  private void request(String renewal) throws Exception {
    request(renewal, "M-1001");
  }

  private void request(String renewal, String merchant) throws Exception {
    RenewalRequested requested = Events.requested(renewal, at);
    requested.setMerchantId(merchant);
    requested.setIccid(card(renewal));
    send(
        Topics.RENEWAL_REQUESTS,
        renewal,
        kafka.wire(Topics.RENEWAL_REQUESTS, requested, new RenewalRequested()));
  }

  /** A card for each renewal. */
  private static String card(String renewal) {
    return "8986%015d".formatted(Integer.toUnsignedLong(renewal.hashCode()));
  }

  private byte[] payment(String renewal) {
    PaymentEvent settled = Events.settled(renewal, "P-" + renewal, 5000, at);
    return kafka.wire(Topics.RENEWAL_PAYMENTS, settled, new PaymentEvent());
  }

  private byte[] review(String renewal) {
    CarrierReview approved = Events.approved(renewal, "V-" + renewal, at);
    return kafka.wire(Topics.CARRIER_REVIEWS, approved, new CarrierReview());
  }

  private void send(Topic topic, String renewal, byte[] value) throws Exception {
    kafka.send(topic, kafka.partitionOf(renewal), renewal, value);
  }

  private long misroute(Topic topic, String renewal, byte[] value) throws Exception {
    return kafka.send(topic, 1 - kafka.partitionOf(renewal), renewal, value);
  }

  private List<Activation> activations(String renewal) {
    return kafka.events(Topics.RENEWAL_ACTIVATIONS, new Activation()).stream()
        .filter(activation -> activation.getRenewalId().equals(renewal))
        .toList();
  }

  private List<UpdateKind> kinds(String renewal) {
    return kafka.events(Topics.RENEWAL_UPDATES, new RenewalUpdate()).stream()
        .filter(update -> update.getRenewalId().equals(renewal))
        .map(RenewalUpdate::getKind)
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> deadLetters(String renewal) {
    return kafka.read(Topics.DEAD_LETTERS).stream()
        .filter(dead -> renewal.equals(new String(dead.key(), StandardCharsets.UTF_8)))
        .toList();
  }

  private boolean areUsable(ActivationService service, List<String> renewals) throws Exception {
    for (String renewal : renewals) {
      if (!isUsable(service, renewal)) {
        return false;
      }
    }
    return true;
  }

  private boolean isUsable(ActivationService service, String renewal) throws Exception {
    JsonNode answer = answer(service, "/v1/renewals/" + renewal);
    return answer.path("state").asText().equals("USABLE") && answer.has("validUntil");
  }

  /** An answer, but for when it was given. */
  private JsonNode answer(ActivationService service, String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(uri(service, path)).build();
    ObjectNode answer =
        (ObjectNode) JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    return answer.without("asOf");
  }

  private long applied(ActivationService service, Topic topic) throws Exception {
    return count(service, "renewals_records_total", "applied", topic.name());
  }

  /** The sum of a metric's lines that have all of these labels. */
  private long count(ActivationService service, String metric, String... labels)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(service, "/metrics")).build();
    String metrics = http.send(request, BodyHandlers.ofString()).body();
    return metrics
        .lines()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .filter(line -> List.of(labels).stream().allMatch(label -> line.contains(label)))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static URI uri(ActivationService service, String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
