package renewals.streams.timer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** The index of what falls due, in order of time. */
class TimerStoreTest {

  private static final long NOW = 1_772_416_800_123L;
  private static final int ALL = 1_000_000;

  private final KeyValueStore<byte[], byte[]> store = store();
  private final TimerStore index = new TimerStore(store);

  private static KeyValueStore<byte[], byte[]> store() {
    KeyValueStore<byte[], byte[]> made =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("deadlines"), Serdes.ByteArray(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    made.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), made);
    return made;
  }

  @Test
  void shouldGiveOutWhatIsDueInOrderOfTime() {
    index.schedule(NOW + 5, "R2");
    index.schedule(NOW, "R3");
    index.schedule(NOW - 3_000, "R1");

    assertThat(index.pollDue(NOW + 5, ALL))
        .containsExactly(
            new Timer(NOW - 3_000, "R1"), new Timer(NOW, "R3"), new Timer(NOW + 5, "R2"));
  }

  @Test
  void shouldKeepWhatIsDueLaterInTheSameSecond() {
    index.schedule(NOW, "R1");
    index.schedule(NOW + 1, "R2");

    assertThat(index.pollDue(NOW, ALL)).containsExactly(new Timer(NOW, "R1"));
    assertThat(index.pollDue(NOW, ALL)).isEmpty();
    assertThat(index.pollDue(NOW + 1, ALL)).containsExactly(new Timer(NOW + 1, "R2"));
  }

  @Test
  void shouldGiveOutNothingTwice() {
    index.schedule(NOW, "R1");
    index.pollDue(NOW, ALL);

    assertThat(index.pollDue(NOW + 60_000, ALL)).isEmpty();
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void shouldTakeWhatIsArmedInThePast() {
    index.pollDue(NOW, ALL);
    index.schedule(NOW - 86_400_000, "R1");

    assertThat(index.pollDue(NOW, ALL)).containsExactly(new Timer(NOW - 86_400_000, "R1"));
  }

  @Test
  void shouldGiveOutNoMoreThanAskedForAndTheRestNext() {
    for (int n = 0; n < 250; n++) {
      index.schedule(NOW + n % 3, "R-%03d".formatted(n));
    }

    List<Timer> taken = new ArrayList<>(index.pollDue(NOW + 2, 100));
    assertThat(taken).hasSize(100);
    taken.addAll(index.pollDue(NOW + 2, 100));
    taken.addAll(index.pollDue(NOW + 2, 100));

    assertThat(taken).hasSize(250).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void shouldWriteFewRecordsForManyEntriesOfASecond() {
    for (int n = 0; n < 300; n++) {
      index.schedule(NOW, "REN-20260302-%06d".formatted(n));
    }

    assertThat(store.approximateNumEntries()).isLessThan(15);
  }

  @Test
  void shouldGoOnWithASecondAfterAStart() {
    index.schedule(NOW, "R1");

    TimerStore started = new TimerStore(store);
    started.schedule(NOW, "R2");

    assertThat(started.pollDue(NOW, ALL))
        .containsExactly(new Timer(NOW, "R1"), new Timer(NOW, "R2"));
  }

  @Test
  void shouldGiveOutWhatVersion1Wrote() {
    byte[] id = "R1".getBytes(StandardCharsets.UTF_8);
    store.put(ByteBuffer.allocate(10).putLong(NOW).put(id).array(), new byte[] {1});
    index.schedule(NOW + 1, "R2");

    assertThat(index.pollDue(NOW + 1, ALL))
        .containsExactly(new Timer(NOW, "R1"), new Timer(NOW + 1, "R2"));
    assertThat(store.approximateNumEntries()).isZero();
  }

  @Test
  void shouldShowWhatLiesBehindAnEntry() {
    index.schedule(NOW, "R1");
    index.schedule(NOW, "R2");
    index.schedule(NOW + 1, "R0");
    index.schedule(NOW + 5_000, "R3");
    index.schedule(NOW + 9_000, "R4");

    assertThat(index.behind(new Timer(NOW, "R1"), NOW + 5_000, 2))
        .containsExactly(new Timer(NOW, "R2"), new Timer(NOW + 1, "R0"));
    assertThat(index.behind(new Timer(NOW + 1, "R0"), NOW + 5_000, 2))
        .containsExactly(new Timer(NOW + 5_000, "R3"));
  }

  @Test
  void shouldBeASortedSetWhateverIsDoneToIt() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    TreeSet<Timer> expected = new TreeSet<>();
    TimerStore tried = index;
    for (int n = 0; n < 5_000; n++) {
      if (random.nextInt(20) > 0) {
        Timer entry =
            new Timer(NOW + random.nextInt(20_000), "R-%04d".formatted(random.nextInt(5_000)));
        tried.schedule(entry.at(), entry.subject());
        expected.add(entry);
      } else {
        long upTo = NOW + random.nextInt(20_000);
        int most = 1 + random.nextInt(60);
        List<Timer> due = new ArrayList<>();
        while (due.size() < most && !expected.isEmpty() && expected.first().at() <= upTo) {
          due.add(expected.removeFirst());
        }
        assertThat(tried.pollDue(upTo, most)).as("seed %d, step %d", seed, n).isEqualTo(due);
      }
      if (random.nextInt(500) == 0) {
        tried = new TimerStore(store);
      }
    }
    assertThat(tried.pollDue(NOW + 20_000, ALL))
        .as("seed %d", seed)
        .containsExactlyElementsOf(expected);
  }
}
