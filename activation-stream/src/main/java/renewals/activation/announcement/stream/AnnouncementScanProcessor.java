package renewals.activation.announcement.stream;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.activation.announcement.model.Announced;

/** Takes up announcements beside the cards of a partition, for the walk past them. */
public final class AnnouncementScanProcessor
    extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  /** The node of dead letters. */
  public static final String DEAD_LETTERS = "failed-announcements";

  private final AnnouncementParts parts;
  private final AnnouncementFormat format = new AnnouncementFormat();
  private AnnouncementWalks walks;

  public AnnouncementScanProcessor(AnnouncementParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    walks = new AnnouncementWalks(context.getStateStore(AnnouncementStores.WALK));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Announced announced;
    try {
      announced = format.readAnnounced(record.value());
    } catch (RuntimeException e) {
      context().forward(parts.deadLetters().ofFailure(record, context(), e));
      return;
    }
    walks.join(announced);
  }
}
