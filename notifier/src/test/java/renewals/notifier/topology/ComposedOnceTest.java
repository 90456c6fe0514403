package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import renewals.notifier.Samples;
import renewals.notifier.topology.output.Counts;
import renewals.notifier.topology.store.Nodes;
import renewals.v1.NoticeDue;
import renewals.v1.NoticeReceipt;
import renewals.v1.ReceiptState;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** Whatever comes in whatever order and however often: each notice is composed and ended once. */
class ComposedOnceTest {

  /** One thing that happens; numbers choose among what is there at that moment. */
  record Move(int what, int which) {}

  /** States after which another follows. */
  private static final Set<ReceiptState> NOT_FINAL =
      EnumSet.of(ReceiptState.RETRYING, ReceiptState.SENT);

  private static final SendOutcome[] OUTCOMES = SendOutcome.values();

  @Provide
  Arbitrary<List<Move>> histories() {
    Arbitrary<Integer> what = Arbitraries.integers().between(0, 7);
    Arbitrary<Integer> which = Arbitraries.integers().between(0, 63);
    return what.flatMap(w -> which.map(i -> new Move(w, i))).list().ofMaxSize(60);
  }

  @Property(tries = 300)
  void shouldComposeAndEndEachNoticeOnce(@ForAll("histories") List<Move> history) {
    try (Bench bench = new Bench()) {
      Set<String> causes = new HashSet<>();
      Observed seen = new Observed();
      for (Move move : history) {
        apply(bench, move, causes, seen);
        seen.look(bench);
      }
      bench.give(Samples.mailAndWebhook());
      seen.look(bench);
      for (int i = 0; i < 60; i++) {
        seen.open().forEach(due -> bench.answer(Samples.result(due, SendOutcome.DELIVERED)));
        seen.look(bench);
        bench.pass(Duration.ofHours(27));
        seen.look(bench);
      }

      assertThat(seen.ended.keySet())
          .as("every cause reached its end")
          .extracting(id -> id.substring(0, id.lastIndexOf('/')))
          .containsAll(causes);
      assertThat(seen.composedCount).isEqualTo(bench.counts.of(Counts.Event.COMPOSED));
      assertThat(seen.ended.values()).allMatch(count -> count == 1);
      assertThat(bench.sizeOf(Nodes.OPEN_STORE)).isZero();
      assertThat(bench.sizeOf(Nodes.WAITING_STORE)).isZero();
    }
  }

  private static void apply(Bench bench, Move move, Set<String> causes, Observed seen) {
    int which = move.which();
    switch (move.what()) {
      case 0, 1 -> {
        bench.tell(Samples.activated("R" + which % 4));
        causes.add("R" + which % 4 + "/1/ACTIVATED");
      }
      case 2 -> {
        bench.tell(Samples.update("R" + which % 4, 2, UpdateKind.LAPSED).build());
        causes.add("R" + which % 4 + "/u2");
      }
      case 3 -> bench.give(which % 2 == 0 ? Samples.mailOnly() : Samples.mailAndWebhook());
      case 4, 5 -> {
        if (!seen.all.isEmpty()) {
          NoticeDue due = seen.all.get(which % seen.all.size());
          bench.answer(Samples.result(due, OUTCOMES[(which / 4) % OUTCOMES.length]));
        }
      }
      case 6 -> bench.pass(Duration.ofMinutes(1 + which));
      default -> {
        if (which < 4) {
          bench.takeBackContact(Samples.MERCHANT);
        } else {
          bench.pass(Duration.ofSeconds(which));
        }
      }
    }
  }

  /** What came out. */
  private static final class Observed {
    private final List<NoticeDue> all = new ArrayList<>();
    private final Map<String, NoticeDue> latest = new HashMap<>();
    private final Map<String, Integer> ended = new HashMap<>();
    private long composedCount;

    void look(Bench bench) {
      for (NoticeDue due : bench.due()) {
        NoticeDue before = latest.put(due.getNoticeId(), due);
        all.add(due);
        assertThat(ended).as("handed over after its end").doesNotContainKey(due.getNoticeId());
        if (before == null) {
          composedCount++;
          assertThat(due.getAttempt()).isEqualTo(1);
        } else {
          assertThat(due.getBody()).as("same words at each try").isEqualTo(before.getBody());
        }
      }
      for (NoticeReceipt receipt : bench.receipts()) {
        if (!NOT_FINAL.contains(receipt.getState())) {
          ended.merge(receipt.getNoticeId(), 1, Integer::sum);
        }
      }
    }

    List<NoticeDue> open() {
      return latest.values().stream().filter(due -> !ended.containsKey(due.getNoticeId())).toList();
    }
  }
}
