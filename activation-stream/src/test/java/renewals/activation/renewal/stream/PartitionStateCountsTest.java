package renewals.activation.renewal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.activation.renewal.codec.StateCountsFormat;
import renewals.activation.renewal.model.Case;
import renewals.activation.renewal.model.CaseHistory;
import renewals.activation.renewal.model.Refusals;
import renewals.activation.renewal.model.RenewalStatus.State;
import renewals.activation.renewal.rules.StateCounts;
import renewals.streams.timer.Timer;
import renewals.streams.timer.TimerStore;

/** State counts lie in the index of deadlines, and are read where an earlier build left them. */
class PartitionStateCountsTest {

  private final StateCountsBoard board = new StateCountsBoard(new SimpleMeterRegistry());
  private final KeyValueStore<byte[], byte[]> index = store("deadlines", Serdes.ByteArray());
  private final KeyValueStore<String, byte[]> earlier = store("tally", Serdes.String());

  private static <K> KeyValueStore<K, byte[]> store(String name, Serde<K> keys) {
    return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
        .withLoggingDisabled()
        .build();
  }

  @BeforeEach
  void open() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    index.init(context.getStateStoreContext(), index);
    earlier.init(context.getStateStoreContext(), earlier);
  }

  private PartitionStateCounts counts() {
    return new PartitionStateCounts(index, earlier, board, 0);
  }

  private static Case waiting(String renewalId) {
    Instant since = Instant.parse("2026-03-02T02:00:00Z");
    return new Case.Orphan(
        renewalId, 1, false, false, since, since, Refusals.NONE, CaseHistory.NONE);
  }

  private Map<State, Long> shown(PartitionStateCounts counts) {
    counts.post();
    return board.total().renewals();
  }

  @Test
  void shouldGoOnFromWhatItKept() {
    counts().moved(null, waiting("R1"));

    assertThat(shown(counts())).isEqualTo(Map.of(State.WAITING_FOR_REQUEST, 1L));
  }

  @Test
  void shouldGoOnFromWhatAnEarlierBuildKept() {
    StateCounts kept = new StateCounts();
    kept.renewals().put(State.USABLE, 7L);
    earlier.put("all", new StateCountsFormat().write(kept));

    PartitionStateCounts counts = counts();
    counts.moved(null, waiting("R1"));

    assertThat(shown(counts)).isEqualTo(Map.of(State.USABLE, 7L, State.WAITING_FOR_REQUEST, 1L));
    assertThat(shown(counts())).isEqualTo(shown(counts));
  }

  @Test
  void shouldBeNoDeadline() {
    TimerStore deadlines = new TimerStore(index);
    deadlines.schedule(5, "R1");
    counts().moved(null, waiting("R1"));

    assertThat(deadlines.pollDue(Long.MAX_VALUE - 1, 10)).containsExactly(new Timer(5, "R1"));
    assertThat(shown(counts())).isEqualTo(Map.of(State.WAITING_FOR_REQUEST, 1L));
  }
}
