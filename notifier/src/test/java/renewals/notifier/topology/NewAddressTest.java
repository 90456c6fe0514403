package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.topology.store.Nodes;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.QuietHours;
import renewals.v1.RenewalUpdate;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** An address that another contact brings hears once what still holds. */
class NewAddressTest {

  private static final String OLD = "old@example.com";
  private static final String NEW = "new@example.com";
  private static final String URL = "https://hooks.example.com/renewals";

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldTellTheNewAddressInOneNoticeWhatHoldsOfAllRenewals() {
    bench.give(contact(OLD, null, 1L));
    deliver(update("R1", 1, UpdateKind.PAID).setTerminalId("T-1").build());
    deliver(update("R2", 1, UpdateKind.PAID).setTerminalId("T-2").build());
    deliver(update("R2", 2, UpdateKind.STALLED).setTerminalId("T-2").build());
    bench.give(contact(NEW, null, 2L));

    NoticeDue due = standing().getFirst();
    assertThat(due.getNoticeId()).isEqualTo("contact/M-1001/2/standing/EMAIL");
    assertThat(due.getTarget()).isEqualTo(NEW);
    assertThat(due.getSubject()).isEqualTo("续费现状，共2条");
    assertThat(due.getBody()).contains("已收到", "老王小吃店");
  }

  @Test
  void shouldTellOnceHoweverOftenTheContactComes() {
    bench.give(contact(OLD, null, 1L));
    deliver(update("R1", 1, UpdateKind.PAID).build());
    bench.give(contact(NEW, null, 2L));
    assertThat(standing()).hasSize(1);
    bench.give(contact(NEW, null, 2L));
    bench.restart();
    bench.give(contact(NEW, null, 2L));
    MerchantContact renamed = contact(NEW, null, 3L);
    renamed.setDisplayName("老王饭店");
    bench.give(renamed);

    assertThat(standing()).isEmpty();
  }

  @Test
  void shouldTellOnlyTheAddressThatIsNew() throws Exception {
    bench.give(contact(OLD, null, 1L));
    deliver(update("R1", 1, UpdateKind.PAID).build());
    bench.give(contact(OLD, URL, 2L));

    List<NoticeDue> due = standing();
    assertThat(due)
        .extracting(NoticeDue::getChannel, NoticeDue::getTarget)
        .containsExactly(tuple(NoticeChannel.WEBHOOK, URL));
    JsonNode payload = new ObjectMapper().readTree(due.getFirst().getBody());
    assertThat(payload.path("type").asText()).isEqualTo("renewal.digest");
    assertThat(payload.at("/data/cause").asText()).isEqualTo("contact/M-1001/2/standing");
    assertThat(payload.at("/data/told"))
        .extracting(told -> told.path("cause").asText())
        .containsExactly("R1/u1");
  }

  @Test
  void shouldNotTellWhatIsOver() {
    bench.give(contact(OLD, null, 1L));
    deliver(update("R1", 1, UpdateKind.PAID).build());
    deliver(update("R1", 2, UpdateKind.REFUNDED).setAmount(Samples.yuan(5000)).build());
    deliver(update("R2", 3, UpdateKind.CARD_RESUMED).build());
    bench.give(contact(NEW, null, 2L));

    assertThat(standing()).isEmpty();
  }

  @Test
  void shouldNotTellOfAnActivationOfWhichThePeriodHasEnded() {
    bench.give(contact(OLD, null, 1L));
    bench.tell(activated("R1"));
    deliverAll();
    bench.pass(Duration.ofDays(40));
    bench.give(contact(NEW, null, 2L));

    assertThat(standing()).isEmpty();
  }

  @Test
  void shouldLeaveToItsNoticeWhatGoesToTheNewAddressAnyway() {
    bench.give(contact(OLD, null, 1L));
    bench.tell(update("R1", 1, UpdateKind.PAID).build());
    NoticeDue first = bench.due().getFirst();
    bench.answer(result(first, SendOutcome.FAILED));
    bench.give(contact(NEW, null, 2L));
    assertThat(standing()).isEmpty();

    bench.pass(Duration.ofSeconds(10));
    assertThat(bench.due())
        .extracting(NoticeDue::getNoticeId, NoticeDue::getTarget)
        .containsExactly(tuple("R1/u1/EMAIL", NEW));
  }

  @Test
  void shouldLeaveToItsDigestWhatWaitsForOne() {
    MerchantContact before = contact(OLD, null, 1L);
    before.setDigest("13:00");
    bench.give(before);
    bench.tell(update("R1", 1, UpdateKind.PAID).build());
    MerchantContact after = contact(NEW, null, 2L);
    after.setDigest("13:00");
    bench.give(after);

    assertThat(bench.due()).isEmpty();
  }

  @Test
  void shouldTellWhoComesLateWhatNobodyCouldTellHim() {
    bench.tell(update("R1", 1, UpdateKind.PAID).build());
    bench.pass(Duration.ofDays(8));
    assertThat(bench.receipts()).hasSize(1);
    bench.give(contact(NEW, null, 1L));

    assertThat(standing()).extracting(NoticeDue::getTarget).containsExactly(NEW);
  }

  @Test
  void shouldTellWhatHasWaitedByItselfAndNotTwice() {
    bench.tell(update("R1", 1, UpdateKind.PAID).build());
    bench.give(contact(NEW, null, 1L));

    assertThat(bench.due()).extracting(NoticeDue::getNoticeId).containsExactly("R1/u1/EMAIL");
  }

  @Test
  void shouldTellByAnAddressOnlyWhatItIsFor() {
    MerchantContact before = contact(OLD, null, 1L);
    before.setPreferences(Map.of("PAID", List.of(NoticeChannel.EMAIL)));
    bench.give(before);
    deliver(update("R1", 1, UpdateKind.PAID).build());
    MerchantContact after = contact(OLD, URL, 2L);
    after.setPreferences(Map.of("PAID", List.of(NoticeChannel.EMAIL, NoticeChannel.WEBHOOK)));
    bench.give(after);

    assertThat(standing()).isEmpty();
  }

  @Test
  void shouldHoldItWhileItIsQuiet() {
    bench.give(contact(OLD, null, 1L));
    deliver(update("R1", 1, UpdateKind.PAID).build());
    MerchantContact after = contact(NEW, null, 2L);
    after.setQuiet(new QuietHours("09:00", "12:00", null));
    bench.give(after);
    assertThat(standing()).isEmpty();

    bench.pass(Duration.ofHours(2));
    assertThat(standing()).hasSize(1);
  }

  /** Whoever may change a contact could else have any address told as often as he likes. */
  @Test
  void shouldTellWhatHoldsAfterThreeChangesADayAtMostInWhicheverZone() {
    bench.give(contact(OLD, null, 1L));
    deliver(update("R1", 1, UpdateKind.PAID).build());
    int told = 0;
    for (int change = 2; change <= 12; change++) {
      MerchantContact other = contact("n%d@example.com".formatted(change), null, (long) change);
      other.setZone(change % 2 == 0 ? "Pacific/Kiritimati" : "Pacific/Niue");
      bench.give(other);
      List<NoticeDue> standing = standing();
      standing.forEach(due -> bench.answer(result(due, SendOutcome.DELIVERED)));
      told += standing.size();
    }
    assertThat(told).isEqualTo(3);

    bench.pass(Duration.ofDays(2));
    bench.give(contact("later@example.com", null, 20L));
    assertThat(standing()).hasSize(1);
  }

  @Test
  void shouldForgetWhatHasStoodForAsLongAsTriggersAreRemembered() {
    bench.give(contact(OLD, null, 1L));
    deliver(update("R1", 1, UpdateKind.PAID).build());
    bench.pass(Duration.ofDays(60));
    deliver(update("R1", 2, UpdateKind.STALLED).build());
    bench.pass(Duration.ofDays(41));
    bench.give(contact(NEW, null, 2L));
    List<NoticeDue> later = standing();
    assertThat(later).as("the later one stands still").hasSize(1);

    bench.answer(result(later.getFirst(), SendOutcome.DELIVERED));
    bench.pass(Duration.ofDays(60));
    bench.give(contact("third@example.com", null, 3L));
    assertThat(standing()).isEmpty();
    assertThat(bench.sizeOf(Nodes.CAUSES_STORE)).isZero();
  }

  private void deliver(RenewalUpdate update) {
    bench.tell(update);
    deliverAll();
  }

  private void deliverAll() {
    bench.due().forEach(due -> bench.answer(result(due, SendOutcome.DELIVERED)));
    bench.receipts();
  }

  private List<NoticeDue> standing() {
    return bench.due().stream().filter(due -> due.getKind().equals("DIGEST")).toList();
  }

  private static MerchantContact contact(String email, @Nullable String url, long revision) {
    return Samples.contact()
        .setEmail(email)
        .setWebhookUrl(url)
        .setWebhookSecretRef(url == null ? null : "wang")
        .setRevision(revision)
        .build();
  }
}
