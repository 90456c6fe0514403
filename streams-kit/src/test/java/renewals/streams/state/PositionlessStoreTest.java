package renewals.streams.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PositionlessStoreTest {

  private final KeyValueStore<Bytes, byte[]> store =
      PositionlessStore.over(Stores.inMemoryKeyValueStore("cards")).get();

  @BeforeEach
  void open() {
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    store.put(key("C2"), bytes("2"));
    store.putAll(
        List.of(KeyValue.pair(key("C1"), bytes("1")), KeyValue.pair(key("D"), bytes("3"))));
  }

  @Test
  void shouldHaveNoPositionHoweverMuchIsWritten() {
    assertThat(store.getPosition()).isEqualTo(Position.emptyPosition());
  }

  @Test
  void shouldKeepWhatIsWritten() {
    assertThat(new String(store.get(key("C1")), UTF_8)).isEqualTo("1");
    assertThat(store.approximateNumEntries()).isEqualTo(3);
  }

  @Test
  void shouldNotReplaceWhatIsThereWhereItShouldBeAbsent() {
    assertThat(store.putIfAbsent(key("C1"), bytes("other"))).isEqualTo(bytes("1"));
    assertThat(store.get(key("C1"))).isEqualTo(bytes("1"));
  }

  @Test
  void shouldForgetWhatIsDeleted() {
    assertThat(store.delete(key("C1"))).isEqualTo(bytes("1"));
    assertThat(store.get(key("C1"))).isNull();
  }

  @Test
  void shouldGoThroughItsKeysInBothDirections() {
    assertThat(keys(store.all())).containsExactly("C1", "C2", "D");
    assertThat(keys(store.reverseAll())).containsExactly("D", "C2", "C1");
    assertThat(keys(store.range(key("C"), key("C9")))).containsExactly("C1", "C2");
    assertThat(keys(store.reverseRange(key("C"), key("C9")))).containsExactly("C2", "C1");
    assertThat(keys(store.prefixScan("C", new StringSerializer()))).containsExactly("C1", "C2");
  }

  @Test
  void shouldBeOpenUntilItIsClosed() {
    assertThat(store.isOpen()).isTrue();
    store.close();
    assertThat(store.isOpen()).isFalse();
  }

  @Test
  void shouldSayOfItselfWhatTheStoreBelowSays() {
    var onDisk = PositionlessStore.over(Stores.persistentKeyValueStore("ledger"));

    assertThat(onDisk.name()).isEqualTo("ledger");
    assertThat(onDisk.get().persistent()).isTrue();
    assertThat(onDisk.metricsScope())
        .isEqualTo(Stores.persistentKeyValueStore("ledger").metricsScope());
    assertThat(store.persistent()).isFalse();
  }

  private static List<String> keys(KeyValueIterator<Bytes, byte[]> found) {
    try (found) {
      List<String> keys = new ArrayList<>();
      found.forEachRemaining(entry -> keys.add(new String(entry.key.get(), UTF_8)));
      return keys;
    }
  }

  private static Bytes key(String text) {
    return Bytes.wrap(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
