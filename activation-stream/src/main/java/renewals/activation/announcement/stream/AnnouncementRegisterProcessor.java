package renewals.activation.announcement.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.activation.announcement.codec.AnnouncementFormat.Arrived;
import renewals.activation.announcement.model.Announced;
import renewals.activation.announcement.model.Announced.Heard;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.DeadLetter.Stage;
import renewals.streams.record.SourceRecord;
import renewals.streams.routing.RepartitionNodes;

/**
 * Judges announcements by their revisions, all in one place, so that each is counted once and the
 * cards of every partition get the same. Key announcementId, value {@link AnnouncementFormat}.
 */
public final class AnnouncementRegisterProcessor
    extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  /** The internal topic that brings the newest revisions to the cards of all partitions. */
  public static final String TO_CARDS = "newest-announcements";

  /** The node of dead letters. */
  public static final String DEAD_LETTERS = "conflicting-announcements";

  private static final String NEWEST = RepartitionNodes.entryOf(TO_CARDS);

  private final AnnouncementParts parts;
  private final AnnouncementFormat format = new AnnouncementFormat();
  private KeyValueStore<String, byte[]> register;

  private AnnouncementRegisterProcessor(AnnouncementParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    register = context.getStateStore(AnnouncementStores.REGISTER);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String announcementId = new String(record.key(), StandardCharsets.UTF_8);
    Arrived arrived;
    Heard heard;
    try {
      arrived = format.readArrived(record.value());
      byte[] kept = register.get(announcementId);
      heard =
          Announced.hear(
              kept == null ? null : format.readAnnounced(kept),
              arrived.announcement(),
              Instant.ofEpochMilli(arrived.original().appendedAt()));
    } catch (RuntimeException e) {
      SourceRecord internal = SourceRecord.of(record, context().recordMetadata().orElseThrow());
      context()
          .forward(
              parts.deadLetters().ofFailure(internal, e, context().currentSystemTimeMs()),
              DEAD_LETTERS);
      return;
    }
    carryOut(record, arrived, heard);
  }

  private void carryOut(Record<byte[], byte[]> record, Arrived arrived, Heard heard) {
    SourceRecord original = arrived.original();
    switch (heard) {
      case Heard.Newer newer -> {
        parts.records().applied(original.topic());
        byte[] bytes = format.write(newer.now());
        register.put(arrived.announcement().announcementId(), bytes);
        context().forward(record.withValue(bytes), NEWEST);
      }
      case Heard.Superseded superseded -> parts.records().duplicate(original.topic());
      case Heard.Conflicting conflicting -> {
        Cause cause =
            new Cause(
                "CONFLICTING_DUPLICATE",
                "revision %d of %s came again with other content; the first stays"
                    .formatted(
                        arrived.announcement().revision(), arrived.announcement().announcementId()),
                Stage.DECIDE);
        context()
            .forward(
                parts.deadLetters().of(original, cause, context().currentSystemTimeMs()),
                DEAD_LETTERS);
      }
    }
  }

  /** Makes the processor and says which stores it has. */
  public record Supplier(AnnouncementParts parts)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new AnnouncementRegisterProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(AnnouncementStores.register());
    }
  }
}
