package renewals.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
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
import renewals.v1.CardUsage;
import renewals.v1.RenewalUpdate;
import renewals.v1.UpdateKind;

/** Records that lie in another partition than their key's. */
class MisroutedIT extends TwoPartitions {

  private static final List<UpdateKind> NEWS_OF_CARDS =
      List.of(UpdateKind.DATA_USED_UP, UpdateKind.CARD_SUSPENDED);

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
  void shouldMoveMisroutedReportsAndTakeAnAnnouncementPastTheCardsOfAllPartitions()
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
        misroute(Topics.CARD_USAGE, Iccid.keyOf(card(renewal)), usedUp(renewal));
        misroute(Topics.CARD_STATUS, Iccid.keyOf(card(renewal)), stopped(renewal));
      }
      Patience.await(
          "both told of their data and their card",
          () -> renewals.stream().allMatch(one -> kinds(one).containsAll(NEWS_OF_CARDS)));

      kafka.send(Topics.ANNOUNCEMENTS, 0, "A1", announced("A1"));

      Patience.await("each merchant told", () -> merchantsTold().containsAll(merchants));
      assertThat(merchantsTold()).doesNotHaveDuplicates();
    }
  }

  /** Brokers refuse a stamp that is more than an hour ahead; a task that sends it would die. */
  @Test
  void shouldActivateWhatABrokerStampedWhoseClockWasHoursAhead() throws Exception {
    String renewal = id("ahead", 0);
    Instant ahead = Instant.now().plus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS);
    try (ActivationService service = instance("one")) {
      Patience.await("ready", () -> KafkaBench.isReady(service.port()));
      request(renewal);
      kafka.sendStamped(Topics.RENEWAL_PAYMENTS, renewal, payment(renewal), ahead);
      kafka.sendStamped(Topics.CARRIER_REVIEWS, renewal, review(renewal), ahead);

      Patience.await("its activation", () -> activations(renewal).size() == 1);
      assertThat(activations(renewal)).extracting(Activation::getDecidedAt).containsExactly(ahead);
    }
  }

  private List<String> merchantsTold() {
    return kafka.events(Topics.RENEWAL_UPDATES, new RenewalUpdate()).stream()
        .filter(update -> update.getKind() == UpdateKind.ANNOUNCEMENT)
        .map(RenewalUpdate::getMerchantId)
        .toList();
  }

  private byte[] usedUp(String renewal) {
    CardUsage used = new CardUsage("U1", "cmcc", card(renewal), at, null, 1_000L, 1_000L, at);
    return kafka.wire(Topics.CARD_USAGE, used, new CardUsage());
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

  private long misroute(Topic topic, String renewal, byte[] value) throws Exception {
    return kafka.send(topic, 1 - kafka.partitionOf(renewal), renewal, value);
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

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
