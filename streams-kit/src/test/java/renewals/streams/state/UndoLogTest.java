package renewals.streams.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UndoLogTest {

  private final KeyValueStore<String, String> disk =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("store"), Serdes.String(), Serdes.String())
          .withLoggingDisabled()
          .withCachingDisabled()
          .build();
  private final UndoLog log = new UndoLog();
  private final KeyValueStore<String, String> store = log.over(disk);

  @BeforeEach
  void open() {
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    disk.init(context.getStateStoreContext(), disk);
    disk.put("kept", "1");
    disk.put("changed", "1");
    disk.put("deleted", "1");
  }

  @Test
  void shouldLeaveTheStoreAsItWasWhereTheWorkFails() {
    assertThatThrownBy(
            () ->
                log.attempt(
                    () -> {
                      store.put("changed", "2");
                      store.put("changed", "3");
                      store.delete("deleted");
                      store.putIfAbsent("fresh", "1");
                      throw new IllegalStateException("a rule");
                    }))
        .isInstanceOf(UndoLog.TakenBackException.class)
        .hasRootCauseMessage("a rule");

    assertThat(disk.get("kept")).isEqualTo("1");
    assertThat(disk.get("changed")).isEqualTo("1");
    assertThat(disk.get("deleted")).isEqualTo("1");
    assertThat(disk.get("fresh")).isNull();
  }

  @Test
  void shouldKeepWhatWasDone() {
    String answer =
        log.attempt(
            () -> {
              store.put("changed", "2");
              return "done";
            });

    assertThat(answer).isEqualTo("done");
    assertThat(disk.get("changed")).isEqualTo("2");
  }

  @Test
  void shouldLeaveToTheTransactionWhatKafkaItselfFailedAt() {
    assertThatThrownBy(
            () ->
                log.attempt(
                    () -> {
                      throw new ProcessorStateException("disk full");
                    }))
        .isInstanceOf(ProcessorStateException.class);
  }

  @Test
  void shouldNotTakeBackWhatWasWrittenBefore() {
    log.attempt(
        () -> {
          store.put("changed", "2");
          return true;
        });
    store.put("changed", "3");
    assertThatThrownBy(
        () ->
            log.attempt(
                () -> {
                  throw new IllegalStateException("a rule");
                }));

    assertThat(disk.get("changed")).isEqualTo("3");
  }
}
