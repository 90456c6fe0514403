package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import renewals.activation.domain.Case;

/** Cases in memory are the cases in the store. */
class CasesTest {

  private static final Instant AT = Instant.parse("2026-03-02T02:00:00Z");

  private final KeyValueStore<String, byte[]> store = store();

  private static KeyValueStore<String, byte[]> store() {
    KeyValueStore<String, byte[]> made =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("cases"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    made.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), made);
    return made;
  }

  private static Case orphan(String renewalId, int held) {
    return new Case.Orphan(renewalId, held, false, false, AT, AT, 0, List.of());
  }

  @Test
  void shouldFindTheLatestOfACase() {
    Cases cases = new Cases(store, 10_000);
    cases.keep(orphan("R1", 1));
    cases.keep(orphan("R1", 2));

    assertThat(cases.find("R1")).isEqualTo(orphan("R1", 2));
  }

  @Test
  void shouldWriteEveryChangeToTheStore() {
    Cases cases = new Cases(store, 10_000);
    cases.keep(orphan("R1", 1));
    cases.keep(orphan("R1", 2));

    assertThat(new Cases(store, 10_000).find("R1")).isEqualTo(orphan("R1", 2));
  }

  @Test
  void shouldFindWhatNoLongerHasRoomInMemory() {
    Cases cases = new Cases(store, 1_000);
    for (int n = 0; n < 100; n++) {
      cases.keep(orphan("R" + n, 1));
    }

    for (int n = 0; n < 100; n++) {
      assertThat(cases.find("R" + n)).isEqualTo(orphan("R" + n, 1));
    }
  }

  @Test
  void shouldNotAskTheStoreForWhatChangedLast() {
    Cases cases = new Cases(store, 10_000);
    cases.keep(orphan("R1", 1));
    store.delete("R1");

    assertThat(cases.find("R1")).isEqualTo(orphan("R1", 1));
  }

  @Test
  void shouldHoldNothingWhereItHasNoRoom() {
    Cases cases = new Cases(store, 0);
    cases.keep(orphan("R1", 1));
    store.delete("R1");

    assertThat(cases.find("R1")).isNull();
  }

  @Test
  void shouldForgetInBothPlaces() {
    Cases cases = new Cases(store, 10_000);
    cases.keep(orphan("R1", 1));
    cases.forget("R1");

    assertThat(cases.find("R1")).isNull();
    assertThat(Objects.isNull(store.get("R1"))).isTrue();
  }
}
