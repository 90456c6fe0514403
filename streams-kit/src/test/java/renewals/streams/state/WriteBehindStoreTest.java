package renewals.streams.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is there, in memory or on disk, and on disk after a commit. */
class WriteBehindStoreTest {

  private final Disk disk = new Disk();
  private final WriteBehindStore store = new WriteBehindStore(disk, 10_000);

  @BeforeEach
  void open() {
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
  }

  private static Bytes key(String text) {
    return Bytes.wrap(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static List<String> all(KeyValueIterator<Bytes, byte[]> found) {
    try (found) {
      List<String> entries = new ArrayList<>();
      found.forEachRemaining(entry -> entries.add(text(entry.key.get()) + "=" + text(entry.value)));
      return entries;
    }
  }

  @Test
  void shouldFindTheLatestThatWasWritten() {
    store.put(key("R1"), bytes("paid"));
    store.put(key("R1"), bytes("approved"));

    assertThat(text(store.get(key("R1")))).isEqualTo("approved");
  }

  @Test
  void shouldWriteNothingToDiskWhileThereIsRoom() {
    store.put(key("R1"), bytes("paid"));
    store.put(key("R1"), bytes("approved"));

    assertThat(disk.writes).isEmpty();
  }

  @Test
  void shouldWriteTheLatestOnceWithACommit() {
    store.put(key("R1"), bytes("paid"));
    store.put(key("R1"), bytes("approved"));
    store.commit(Map.of());

    assertThat(disk.writes).containsExactly("R1=approved");
  }

  @Test
  void shouldHaveWrittenBeforeTheDiskCommits() {
    store.put(key("R1"), bytes("paid"));
    store.commit(Map.of());

    assertThat(disk.writesAtCommit).containsExactly(1);
  }

  @Test
  void shouldNotWriteAgainWhatAnEarlierCommitWrote() {
    store.put(key("R1"), bytes("paid"));
    store.commit(Map.of());
    store.commit(Map.of());

    assertThat(disk.writes).containsExactly("R1=paid");
  }

  /** A task that became a standby is restored past this store, which must not remember more. */
  @Test
  void shouldFindWhatWasRestoredToDiskAfterACommit() {
    store.put(key("R1"), bytes("paid"));
    store.commit(Map.of());
    disk.put(key("R1"), bytes("approved elsewhere"));

    assertThat(text(store.get(key("R1")))).isEqualTo("approved elsewhere");
  }

  @Test
  void shouldMakeRoomByWritingWhatWasWrittenLongestAgo() {
    WriteBehindStore small = new WriteBehindStore(disk, 1_000);
    int n = 0;
    while (disk.writes.isEmpty()) {
      small.put(key("R" + n++), bytes("paid"));
    }

    assertThat(disk.writes).startsWith("R0=paid", "R1=paid", "R2=paid");
    assertThat(disk.writes).doesNotContain("R%d=paid".formatted(n - 1));
  }

  @Test
  void shouldNotWriteWhatWasWrittenAnewSince() {
    WriteBehindStore small = new WriteBehindStore(disk, 1_000);
    small.put(key("R"), bytes("requested"));
    small.put(key("R"), bytes("paid"));
    int n = 0;
    while (disk.writes.isEmpty()) {
      small.put(key("R" + n++), bytes("paid"));
    }

    assertThat(disk.writes).startsWith("R=paid", "R0=paid").doesNotContain("R=requested");
  }

  @Test
  void shouldFindWhatNoLongerHasRoom() {
    WriteBehindStore small = new WriteBehindStore(disk, 1_000);
    for (int n = 0; n < 100; n++) {
      small.put(key("R" + n), bytes("paid " + n));
    }

    for (int n = 0; n < 100; n++) {
      assertThat(text(small.get(key("R" + n)))).isEqualTo("paid " + n);
    }
  }

  @Test
  void shouldHoldNoMoreThanItMay() {
    WriteBehindStore small = new WriteBehindStore(disk, 1_000);
    for (int n = 0; n < 100; n++) {
      small.put(key("R" + n), bytes("paid"));
    }

    int leastOfAnEntry = "R1paid".length() + 3 * Integer.BYTES;
    assertThat(100 - disk.writes.size()).isBetween(1, 1_000 / leastOfAnEntry);
  }

  @Test
  void shouldWriteAtOnceWhereItHasNoRoom() {
    new WriteBehindStore(disk, 0).put(key("R1"), bytes("paid"));

    assertThat(disk.writes).containsExactly("R1=paid");
  }

  @Test
  void shouldNotFindWhatIsDeletedButStillOnDisk() {
    disk.put(key("R1"), bytes("paid"));
    store.delete(key("R1"));

    assertThat(text(store.get(key("R1")))).isNull();
  }

  @Test
  void shouldDeleteFromDiskWithACommit() {
    disk.put(key("R1"), bytes("paid"));
    store.delete(key("R1"));
    store.commit(Map.of());

    assertThat(text(disk.get(key("R1")))).isNull();
  }

  @Test
  void shouldTellAnEmptyValueFromADeletedOne() {
    store.put(key("R1"), new byte[0]);

    assertThat(store.get(key("R1"))).isEmpty();
  }

  @Test
  void shouldWriteEverythingWithACommitHoweverLittleItMayHold() {
    WriteBehindStore full = new WriteBehindStore(disk, 300);
    full.put(key("R1"), bytes("paid"));
    full.commit(Map.of());

    assertThat(disk.writes).containsExactly("R1=paid");
  }

  /** Kafka Streams opens the store of a corrupted task again, and restores what was committed. */
  @Test
  void shouldForgetWhatWasNotCommittedWhenItIsClosed() {
    store.put(key("R1"), bytes("paid"));
    store.close();
    open();

    assertThat(text(store.get(key("R1")))).isNull();
  }

  @Test
  void shouldReturnWhatItDeletes() {
    store.put(key("R1"), bytes("paid"));

    assertThat(text(store.delete(key("R1")))).isEqualTo("paid");
  }

  @Test
  void shouldKeepWhatIsPresentAlready() {
    disk.put(key("R1"), bytes("paid"));
    store.putIfAbsent(key("R1"), bytes("approved"));

    assertThat(text(store.get(key("R1")))).isEqualTo("paid");
  }

  @Test
  void shouldListWhatIsInMemoryToo() {
    disk.put(key("R1"), bytes("paid"));
    store.put(key("R2"), bytes("paid"));
    store.delete(key("R1"));

    assertThat(all(store.all())).containsExactly("R2=paid");
  }

  @Test
  void shouldListARangeOfMemoryAndDisk() {
    disk.put(key("R1"), bytes("paid"));
    store.put(key("R2"), bytes("paid"));
    store.put(key("S1"), bytes("paid"));

    assertThat(all(store.range(key("R1"), key("R9")))).containsExactly("R1=paid", "R2=paid");
    assertThat(all(store.prefixScan("R", new StringSerializer())))
        .containsExactly("R1=paid", "R2=paid");
  }

  @Test
  void shouldLoseNothingWhereTheDiskRefuses() {
    store.put(key("R1"), bytes("paid"));
    disk.isFull = true;
    assertThatThrownBy(() -> store.commit(Map.of())).hasMessage("disk full");
    disk.isFull = false;
    store.commit(Map.of());

    assertThat(text(disk.get(key("R1")))).isEqualTo("paid");
  }

  @Test
  void shouldNotHoldWhatFoundNoRoomBecauseTheDiskRefuses() {
    WriteBehindStore small = new WriteBehindStore(disk, 400);
    disk.isFull = true;
    List<String> held = new ArrayList<>();

    assertThatThrownBy(
            () -> {
              for (int n = 0; n < 100; n++) {
                small.put(key("R" + n), bytes("paid"));
                held.add("R" + n);
              }
            })
        .hasMessage("disk full");
    assertThat(held).isNotEmpty();
    assertThat(held).allSatisfy(one -> assertThat(text(small.get(key(one)))).isEqualTo("paid"));
    assertThat(text(small.get(key("R" + held.size())))).isNull();
  }

  @Test
  void shouldReplaceWhatIsHeldByAValueThatIsTooLargeToHold() {
    WriteBehindStore small = new WriteBehindStore(disk, 400);
    String large = "paid".repeat(100);
    small.put(key("R1"), bytes("paid"));
    small.put(key("R1"), bytes(large));
    small.commit(Map.of());

    assertThat(text(small.get(key("R1")))).isEqualTo(large);
  }

  @Test
  void shouldNotAskTheDiskForAKeyThatIsNew() {
    store.put(key("R1"), bytes("paid"));

    assertThat(store.get(key("R2"))).isNull();
    assertThat(disk.reads).isZero();
  }

  @Test
  void shouldFindWhatLayOnDiskBeforeItsFirstWrite() {
    for (int i = 0; i < 3_000; i++) {
      disk.put(key("R" + i), bytes("restored"));
    }
    for (int write = 0; write < 500; write++) {
      store.put(key("N" + write), bytes("paid"));
      for (int i = write % 100; i < 3_000; i += 100) {
        assertThat(text(store.get(key("R" + i)))).isEqualTo("restored");
      }
    }
    disk.reads = 0;
    for (int i = 0; i < 3_000; i++) {
      assertThat(store.get(key("M" + i))).isNull();
    }
    assertThat(disk.reads).isLessThan(3_000);
  }

  @Test
  void shouldFindWhatIsRestoredPastItAfterACommit() {
    store.put(key("R1"), bytes("paid"));
    store.commit(Map.of());
    disk.put(key("R2"), bytes("restored"));

    assertThat(text(store.get(key("R2")))).isEqualTo("restored");
    store.put(key("R3"), bytes("paid"));
    assertThat(text(store.get(key("R2")))).isEqualTo("restored");
  }

  /** Any writes, deletions, reads and commits give what a map gives, with any room. */
  @ParameterizedTest
  @ValueSource(ints = {0, 300, 1_500, 20_000, 200_000})
  void shouldAnswerAsAMapWould(int mostBytes) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    WriteBehindStore some = new WriteBehindStore(disk, mostBytes);
    Map<String, String> expected = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      String key = "R" + random.nextInt(300);
      switch (random.nextInt(80)) {
        case 0 -> some.commit(Map.of());
        case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> {
          some.delete(key(key));
          expected.remove(key);
        }
        case 10 -> {
          String large = "x".repeat(random.nextInt(2_000));
          some.put(key(key), bytes(large));
          expected.put(key, large);
        }
        case 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30 ->
            assertThat(text(some.get(key(key))))
                .as("seed %d, step %d, %s", seed, step, key)
                .isEqualTo(expected.get(key));
        default -> {
          some.put(key(key), bytes("step " + step));
          expected.put(key, "step " + step);
        }
      }
    }
    assertThat(all(some.all()))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(
            expected.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  /** A store that takes note of what is written to it. */
  private static final class Disk extends InMemoryKeyValueStore {

    private final List<String> writes = new ArrayList<>();
    private final List<Integer> writesAtCommit = new ArrayList<>();
    private boolean isFull;
    private int reads;

    private Disk() {
      super("disk");
    }

    @Override
    public synchronized byte @Nullable [] get(Bytes key) {
      reads++;
      return super.get(key);
    }

    @Override
    public synchronized void put(Bytes key, byte @Nullable [] value) {
      super.put(key, value);
      writes.add(text(key.get()) + "=" + text(value));
    }

    @Override
    public synchronized void putAll(List<KeyValue<Bytes, byte[]>> entries) {
      if (isFull) {
        throw new IllegalStateException("disk full");
      }
      super.putAll(entries);
      entries.forEach(entry -> writes.add(text(entry.key.get()) + "=" + text(entry.value)));
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
      writesAtCommit.add(writes.size());
      super.commit(changelogOffsets);
    }
  }
}
