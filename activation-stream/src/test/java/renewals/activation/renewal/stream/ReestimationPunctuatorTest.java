package renewals.activation.renewal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import renewals.activation.carrier.stream.ReestimationScans;
import renewals.activation.renewal.rules.RulePolicy;
import renewals.streams.timer.TimerStore;

/** The walk past the renewals that wait, in slices, by the index of deadlines. */
class ReestimationPunctuatorTest {

  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final int MOST = 2;

  private final KeyValueStore<byte[], byte[]> deadlines = store("deadlines", Serdes.ByteArray());
  private final KeyValueStore<String, byte[]> kept = store("walk", Serdes.String());
  private final ReestimationScans walks = new ReestimationScans(kept);
  private final TimerStore index = new TimerStore(deadlines);
  private final List<String> lookedAt = new ArrayList<>();
  private ReestimationPunctuator walk;

  @BeforeEach
  void start() {
    walk = started();
  }

  /** As after a start: nothing is remembered but what the stores hold. */
  private ReestimationPunctuator started() {
    return new ReestimationPunctuator(
        new ReestimationScans(kept),
        new TimerStore(deadlines),
        RulePolicy.DEFAULT,
        MOST,
        (renewalId, carriers, now) -> lookedAt.add(renewalId + " for " + sorted(carriers)));
  }

  @Test
  void shouldWalkPastEveryRenewalInSlices() {
    schedule("R1", "PT1H");
    schedule("R2", "PT2H");
    schedule("R3", "PT2H");
    walks.join("cmcc");

    tick();
    assertThat(lookedAt).containsExactly("R1 for [cmcc]", "R2 for [cmcc]");

    tick();
    assertThat(lookedAt).hasSize(3).last().isEqualTo("R3 for [cmcc]");
    assertThat(walks.find()).isNull();
  }

  @Test
  void shouldGoOnAfterARestart() {
    for (int i = 1; i <= 5; i++) {
      schedule("R" + i, "PT" + i + "H");
    }
    walks.join("cmcc");
    tick();

    walk = started();
    tick();
    tick();

    assertThat(lookedAt).hasSize(5).doesNotHaveDuplicates();
    assertThat(walks.find()).isNull();
  }

  @Test
  void shouldShareOneWalkAmongCarriersThatChangeAtOnce() {
    schedule("R1", "PT1H");
    walks.join("cucc");
    walks.join("cmcc");

    tick();
    tick();

    assertThat(lookedAt).containsExactly("R1 for [cmcc, cucc]");
  }

  @Test
  void shouldWalkAnotherRoundForACarrierThatChangesOnTheWay() {
    schedule("R1", "PT1H");
    schedule("R2", "PT2H");
    schedule("R3", "PT3H");
    walks.join("cmcc");
    tick();
    walks.join("cucc");

    tick();
    tick();
    tick();

    assertThat(lookedAt)
        .containsExactly(
            "R1 for [cmcc]",
            "R2 for [cmcc]",
            "R3 for [cmcc]",
            "R1 for [cucc]",
            "R2 for [cucc]",
            "R3 for [cucc]");
  }

  @Test
  void shouldPassARenewalWhoseEntryWasPutOffMeanwhile() {
    schedule("R1", "PT1H");
    schedule("R2", "PT2H");
    schedule("R3", "PT3H");
    walks.join("cmcc");
    tick();
    index.pollDue(NOW.plus(Duration.ofHours(3)).toEpochMilli(), 10);
    schedule("R3", "PT264H");

    tick();

    assertThat(lookedAt).last().isEqualTo("R3 for [cmcc]");
  }

  @Test
  void shouldNotLookAtWhatFallsDueBehindTheLongestReview() {
    schedule("R1", "PT2160H");
    walks.join("cmcc");

    tick();

    assertThat(lookedAt).isEmpty();
    assertThat(walks.find()).isNull();
  }

  @Test
  void shouldWaitWhileThePartitionIsBehind() {
    schedule("R1", "PT1H");
    walks.join("cmcc");
    long current = NOW.minus(ReestimationPunctuator.UP_TO_DATE).toEpochMilli();

    walk.goOn(current - 1, NOW.toEpochMilli());
    assertThat(lookedAt).isEmpty();

    walk.goOn(current, NOW.toEpochMilli());
    assertThat(lookedAt).hasSize(1);
  }

  @Test
  void shouldDoNothingWhereNoCarrierChanged() {
    schedule("R1", "PT1H");

    tick();

    assertThat(lookedAt).isEmpty();
  }

  private void schedule(String renewalId, String in) {
    index.schedule(NOW.plus(Duration.parse(in)).toEpochMilli(), renewalId);
  }

  private void tick() {
    walk.goOn(Long.MAX_VALUE, NOW.toEpochMilli());
  }

  private static List<String> sorted(Set<String> ids) {
    return ids.stream().sorted().toList();
  }

  private static <K> KeyValueStore<K, byte[]> store(String name, Serde<K> keys) {
    KeyValueStore<K, byte[]> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    return store;
  }
}
