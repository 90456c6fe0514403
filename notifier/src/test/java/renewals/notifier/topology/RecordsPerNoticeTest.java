package renewals.notifier.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static renewals.notifier.Samples.activated;
import static renewals.notifier.Samples.mailOnly;
import static renewals.notifier.Samples.result;
import static renewals.notifier.Samples.update;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import renewals.notifier.topology.store.Nodes;
import renewals.notifier.topology.store.NotifierStores;
import renewals.v1.SendOutcome;
import renewals.v1.UpdateKind;

/** What a notice costs Kafka: a record is the largest part of what a step costs. */
class RecordsPerNoticeTest {

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void shouldWriteSixRecordsOfStateForTheFirstNoticeOfARenewal() {
    reachedOnce();

    bench.tell(update("R1", 1, UpdateKind.PAID).build());

    assertThat(changes())
        .isEqualTo(Map.of(Nodes.CAUSES_STORE, 2, Nodes.DUE_STORE, 3, Nodes.OPEN_STORE, 1));
  }

  @Test
  void shouldWriteFiveRecordsOfStateForALaterNoticeOfARenewal() {
    reachedOnce();
    bench.tell(update("R1", 1, UpdateKind.PAID).build());
    bench.answer(result(bench.due().getFirst(), SendOutcome.DELIVERED));
    changes();

    bench.tell(activated("R1"));

    assertThat(changes())
        .isEqualTo(Map.of(Nodes.CAUSES_STORE, 2, Nodes.DUE_STORE, 2, Nodes.OPEN_STORE, 1));
  }

  @Test
  void shouldWriteTwoRecordsOfStateForADelivery() {
    reachedOnce();
    bench.tell(update("R1", 1, UpdateKind.PAID).build());
    changes();

    bench.answer(result(bench.due().getFirst(), SendOutcome.DELIVERED));

    assertThat(changes()).isEqualTo(Map.of(Nodes.DUE_STORE, 1, Nodes.OPEN_STORE, 1));
  }

  /** Where an address worked for the first time, that is kept too. */
  private void reachedOnce() {
    bench.give(mailOnly());
    bench.tell(update("R0", 1, UpdateKind.PAID).build());
    bench.answer(result(bench.due().getFirst(), SendOutcome.DELIVERED));
    changes();
  }

  /** How many records each changelog got since it was asked last. */
  private Map<String, Integer> changes() {
    Map<String, Integer> counts = new HashMap<>();
    for (String store : NotifierStores.STORES) {
      int changes = bench.changesOf(store);
      if (changes > 0) {
        counts.put(store, changes);
      }
    }
    return counts;
  }
}
