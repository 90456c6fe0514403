package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import renewals.notifier.Samples;
import renewals.notifier.domain.Kind;
import renewals.notifier.domain.timing.QuietHours;
import renewals.notifier.topology.store.Nodes;
import renewals.v1.ActivationStatus;
import renewals.v1.MerchantContact;
import renewals.v1.NoticeChannel;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;
import renewals.v1.RenewalUpdate;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/**
 * Random facts, wishes, zones, answers and restarts: nothing is tried in quiet hours, nothing is
 * lost, nothing is told twice, and each cause is in a digest or alone.
 */
class TimingPropertyTest {

  private static final int RUNS = 40;
  private static final int STEPS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ZONES =
      List.of("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC");
  private static final List<UpdateKind> KINDS =
      List.of(
          UpdateKind.PAID,
          UpdateKind.UNDERPAID,
          UpdateKind.DELAYED,
          UpdateKind.LAPSED,
          UpdateKind.STALLED,
          UpdateKind.REJECTED,
          UpdateKind.REFUND_DUE,
          UpdateKind.PAYMENT_FAILED,
          UpdateKind.EXPIRY_REMINDER,
          UpdateKind.CARRIER_NOTICE);

  @Test
  void shouldTellEachCauseOnceAndNothingInQuietHours() throws Exception {
    long seed = System.nanoTime();
    for (int run = 0; run < RUNS; run++) {
      try (Life life = new Life(seed + run)) {
        life.live();
      }
    }
  }

  /** One merchant's, from a first contact to the day when nothing is left to tell. */
  private static final class Life implements AutoCloseable {
    private final String shown;
    private final Random random;
    private final Bench bench = new Bench();
    private final Set<String> causes = new HashSet<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final Map<String, List<ReceiptState>> receipts = new HashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Map<String, Set<String>> bodies = new HashMap<>();
    private final Map<String, Set<String>> told = new HashMap<>();
    private MerchantContact contact = Samples.mailAndWebhook();

    Life(long seed) {
      this.shown = "seed " + seed;
      this.random = new Random(seed);
    }

    void live() throws Exception {
      bench.pass(Duration.ofHours(random.nextInt(24 * 300)));
      wish();
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(12)) {
          case 0 -> wish();
          case 1 -> bench.restart();
          case 2, 3, 4 -> bench.pass(Duration.ofMinutes(random.nextInt(600)));
          default -> tell();
        }
        look();
      }
      for (int later = 0; later < 60; later++) {
        bench.pass(Duration.ofHours(7));
        look();
      }
      judge();
    }

    private void wish() {
      boolean isQuiet = random.nextInt(4) > 0;
      LocalTime from = LocalTime.ofSecondOfDay(60L * random.nextInt(1440));
      contact =
          MerchantContact.newBuilder(Samples.mailAndWebhook())
              .setZone(ZONES.get(random.nextInt(ZONES.size())))
              .setQuiet(
                  isQuiet
                      ? new renewals.v1.QuietHours(
                          from.toString(),
                          from.plusMinutes(1 + random.nextInt(900)).toString(),
                          null)
                      : null)
              .setDigest(
                  random.nextBoolean()
                      ? LocalTime.ofSecondOfDay(60L * random.nextInt(1440)).toString()
                      : null)
              .setPreferences(
                  random.nextBoolean()
                      ? Map.of(
                          "DELAYED", List.of(NoticeChannel.WEBHOOK, NoticeChannel.EMAIL),
                          "REJECTED", List.of(NoticeChannel.WEBHOOK, NoticeChannel.EMAIL))
                      : null)
              .build();
      bench.give(contact);
    }

    private void tell() {
      String renewalId = "R" + random.nextInt(6);
      int k = random.nextInt(30);
      if (random.nextInt(4) == 0) {
        bench.tell(
            Samples.activation(renewalId, k, ActivationStatus.ACTIVATED)
                .setDecidedAt(Samples.NOW)
                .build());
        cause(renewalId + "/" + k + "/ACTIVATED", "ACTIVATED");
      } else {
        UpdateKind kind = KINDS.get((renewalId.hashCode() + k) % KINDS.size());
        RenewalUpdate update = Samples.update(renewalId, k, kind).build();
        bench.tell(update);
        cause(update.getUpdateId(), kind.name());
      }
    }

    private void cause(String id, String kind) {
      causes.add(id);
      kinds.put(id, kind);
    }

    /** Takes what was handed over, and answers most of it in one way or another. */
    private void look() throws Exception {
      List<NoticeDue> open = new ArrayList<>(bench.due());
      while (!open.isEmpty()) {
        NoticeDue due = open.removeFirst();
        notInQuietHours(due);
        bodies.computeIfAbsent(due.getNoticeId(), id -> new HashSet<>()).add(due.getBody());
        remember(due);
        SendOutcome outcome =
            switch (random.nextInt(8)) {
              case 0, 1 -> SendOutcome.FAILED;
              case 2 -> SendOutcome.DEFERRED;
              case 3 -> SendOutcome.REFUSED;
              default -> SendOutcome.DELIVERED;
            };
        assertThat(done).as("%s: once", shown).doesNotContain(due.getNoticeId());
        if (random.nextInt(10) > 0) {
          answer(due, outcome);
          // a sender that was killed reads again what it had put off, and tries it
          if (outcome == SendOutcome.DEFERRED && random.nextBoolean()) {
            answer(due, SendOutcome.DELIVERED);
          }
        }
        open.addAll(bench.due());
      }
      for (NoticeReceipt receipt : bench.receipts()) {
        receipts
            .computeIfAbsent(receipt.getNoticeId(), id -> new ArrayList<>())
            .add(receipt.getState());
      }
    }

    private void answer(NoticeDue due, SendOutcome outcome) {
      bench.answer(Samples.result(due, outcome), bench.now());
      if (outcome == SendOutcome.DELIVERED) {
        done.add(due.getNoticeId());
      }
    }

    private void notInQuietHours(NoticeDue due) {
      if (contact.getQuiet() == null || Kind.valueOf(due.getKind()).isUrgent()) {
        return;
      }
      QuietHours quiet =
          new QuietHours(
              LocalTime.parse(contact.getQuiet().getFrom()),
              LocalTime.parse(contact.getQuiet().getTo()),
              Set.of(java.time.DayOfWeek.values()));
      assertThat(quiet.endIfQuiet(due.getAt(), ZoneId.of(contact.getZone())))
          .as("%s: %s at %s", shown, due.getNoticeId(), due.getAt())
          .isEmpty();
    }

    private void remember(NoticeDue due) throws Exception {
      String cause = due.getNoticeId().substring(0, due.getNoticeId().lastIndexOf('/'));
      if (!due.getKind().equals("DIGEST")) {
        told.computeIfAbsent(cause, id -> new HashSet<>()).add("alone");
      } else if (due.getChannel() == NoticeChannel.WEBHOOK) {
        JsonNode causesOfIt = JSON.readTree(due.getBody()).at("/data/told");
        causesOfIt.forEach(
            one ->
                told.computeIfAbsent(one.path("cause").asText(), id -> new HashSet<>()).add(cause));
      }
    }

    private void judge() {
      receipts.forEach(
          (noticeId, states) -> {
            long ends = states.stream().filter(Life::isEnd).count();
            assertThat(ends).as("%s: ends of %s: %s", shown, noticeId, states).isEqualTo(1);
            assertThat(isEnd(states.getLast())).as("%s: %s %s", shown, noticeId, states).isTrue();
          });
      bodies.forEach(
          (noticeId, texts) -> assertThat(texts).as("%s: words of %s", shown, noticeId).hasSize(1));
      for (String cause : causes) {
        Set<String> ways = told.getOrDefault(cause, Set.of());
        boolean isVoid =
            receipts.getOrDefault(cause + "/EMAIL", List.of()).contains(ReceiptState.SUPERSEDED)
                || receipts
                    .getOrDefault(cause + "/WEBHOOK", List.of())
                    .contains(ReceiptState.SUPERSEDED);
        assertThat(ways.size()).as("%s: ways of %s: %s", shown, cause, ways).isLessThan(2);
        assertThat(isVoid || ways.size() == 1)
            .as("%s: %s of kind %s is told or void", shown, cause, kinds.get(cause))
            .isTrue();
      }
      assertThat(bench.sizeOf(Nodes.OPEN_STORE)).as(shown).isZero();
    }

    private static boolean isEnd(ReceiptState state) {
      return state == ReceiptState.DELIVERED
          || state == ReceiptState.UNDELIVERABLE
          || state == ReceiptState.SUPERSEDED;
    }

    @Override
    public void close() {
      bench.close();
    }
  }
}
