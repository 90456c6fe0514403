package renewals.activation.announcement.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import renewals.activation.announcement.codec.AnnouncementEvents;
import renewals.activation.announcement.codec.AnnouncementFormat;
import renewals.activation.announcement.model.Announced;
import renewals.schemas.Topics;
import renewals.schemas.wire.WireWriter;
import renewals.streams.record.CloudEventHeaders;
import renewals.streams.record.Stamps;
import renewals.streams.timer.Ticking;
import renewals.streams.timer.TimerStore;
import renewals.v1.RenewalUpdate;

/**
 * Tells each merchant once of a revision of an announcement, however often the walks past cards
 * meet him. Key merchantId. Who was told is remembered, under the updateId, for as long as anybody
 * is told of it: until its endsAt, else for {@link Announced#WITHOUT_END}, and a day more, as the
 * clocks of two instances differ.
 */
public final class TellOnceProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {

  /** The internal topic that brings those whom the walks met to where they are told. */
  public static final String TO_MERCHANTS = "announcements-to-merchants";

  /** The nodes that take what comes out. */
  public static final String TOLD = "told-merchants";

  public static final String DEAD_LETTERS = "failed-tellings";

  private static final Header UPDATE = CloudEventHeaders.typed("update".getBytes(UTF_8));
  private static final byte[] YES = {1};
  private static final Duration MARGIN = Duration.ofDays(1);

  private final AnnouncementParts parts;
  private final AnnouncementFormat format = new AnnouncementFormat();
  private final CloudEventHeaders headers = new CloudEventHeaders("/renewals/activation-stream");
  private WireWriter<RenewalUpdate> updates;
  private KeyValueStore<String, byte[]> told;
  private TimerStore toldUntil;

  private TellOnceProcessor(AnnouncementParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    updates = WireWriter.of(parts.registry(), Topics.RENEWAL_UPDATES, new RenewalUpdate());
    told = context.getStateStore(AnnouncementStores.TOLD);
    toldUntil = new TimerStore(context.getStateStore(AnnouncementStores.TOLD_UNTIL));
    Ticking.every(parts.ticks().every(), context, this::forget);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String merchantId = new String(record.key(), UTF_8);
    Announced announced;
    Record<byte[], byte[]> update;
    try {
      announced = format.readAnnounced(record.value());
      update = update(announced, merchantId, record.key());
    } catch (RuntimeException e) {
      context().forward(parts.deadLetters().ofFailure(record, context(), e), DEAD_LETTERS);
      return;
    }
    String updateId = announced.updateId(merchantId);
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    if (announced.isPast(now) || told.get(updateId) != null) {
      return;
    }
    told.put(updateId, YES);
    toldUntil.schedule(announced.toldUntil().plus(MARGIN).toEpochMilli(), updateId);
    context().forward(Stamps.notAhead(update, context()), TOLD);
    parts.counts().told();
  }

  private Record<byte[], byte[]> update(Announced announced, String merchantId, byte[] key) {
    return new Record<>(
        key,
        updates.write(AnnouncementEvents.of(announced, merchantId)),
        announced.at().toEpochMilli(),
        headers.required(UPDATE, announced.updateId(merchantId)));
  }

  private void forget(long now) {
    toldUntil.pollDue(now, parts.ticks().most()).forEach(timer -> told.delete(timer.subject()));
  }

  /** Makes the processor and says which stores it has. */
  public record Supplier(AnnouncementParts parts)
      implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
      return new TellOnceProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return AnnouncementStores.told();
    }
  }
}
