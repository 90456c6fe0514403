package renewals.activation.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import renewals.streams.provenance.Arrival;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.MisroutedRecordProcessor;
import renewals.streams.routing.MisroutedRecordProcessor.Ways;
import renewals.streams.routing.Routed;

/** Reports of cards in another partition than their key's; no deadline waits for them. */
class MisplacedReportsTest {

  private static final int PARTITIONS = 2;
  private static final long NOW = 1_000;

  private final AtomicInteger moved = new AtomicInteger();
  private final MockProcessorContext<byte[], Routed> context = new MockProcessorContext<>();
  private final MisroutedRecordProcessor place =
      new MisroutedRecordProcessor(
          new Ways("here", "elsewhere"), PARTITIONS, moved::incrementAndGet);

  @Test
  void shouldSendAReportToThePartitionOfItsCard() {
    byte[] key = keyOf(1);

    Routed placed = placed(key);

    assertThat(context.forwarded().getFirst().childName()).contains("elsewhere");
    assertThat(MisroutedRecordProcessor.partitionOf(key, placed, PARTITIONS)).isEqualTo(Set.of(1));
    assertThat(moved).hasValue(1);
  }

  @Test
  void shouldSendNothingWithAStampAheadOfTheClock() {
    placed(keyOf(1), NOW + 1);

    assertThat(context.forwarded().getFirst().record().timestamp()).isEqualTo(NOW);
  }

  @Test
  void shouldLeaveAReportWhereItsCardIs() {
    placed(keyOf(0));

    assertThat(context.forwarded().getFirst().childName()).contains("here");
    assertThat(moved).hasValue(0);
  }

  @Test
  void shouldTellNoOtherPartitionHowFarItHasRead() {
    place.init(context);

    assertThat(context.scheduledPunctuators()).isEmpty();
  }

  /** As it is read from the first partition. */
  private Routed placed(byte[] key) {
    return placed(key, 0);
  }

  private Routed placed(byte[] key, long stamp) {
    context.setCurrentSystemTimeMs(NOW);
    place.init(context);
    context.setRecordMetadata("card-usage", 0, 5);
    SourceRecord record =
        new SourceRecord("card-usage", 0, 5, stamp, key, new byte[] {1}, new RecordHeaders());
    place.process(new Record<>(key, new Arrival(record, Optional.empty()), stamp));
    return context.forwarded().getFirst().record().value();
  }

  private static byte[] keyOf(int partition) {
    for (int card = 0; ; card++) {
      byte[] key = Pipeline.utf8("898600%013d".formatted(card));
      if (BuiltInPartitioner.partitionForKey(key, PARTITIONS) == partition) {
        return key;
      }
    }
  }
}
