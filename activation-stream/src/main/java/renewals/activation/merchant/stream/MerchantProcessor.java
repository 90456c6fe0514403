package renewals.activation.merchant.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import renewals.activation.merchant.codec.MerchantListFormat;
import renewals.activation.merchant.codec.MerchantNewsEvents;
import renewals.activation.merchant.model.ListedCard;
import renewals.activation.merchant.model.ListedRenewal;
import renewals.activation.merchant.model.MerchantNews;
import renewals.activation.record.Inputs;
import renewals.schemas.Topics;
import renewals.schemas.contract.Iccid;
import renewals.schemas.wire.RegistryUnavailableException;
import renewals.schemas.wire.SchemaRegistry;
import renewals.schemas.wire.UnknownSchemaException;
import renewals.schemas.wire.UnreadableException;
import renewals.schemas.wire.WireReader;
import renewals.streams.timer.Ticking;
import renewals.streams.watermark.PartitionWatermark;
import renewals.v1.Activation;
import renewals.v1.RenewalUpdate;

/**
 * Keeps each merchant's renewals and cards, by what the outputs say. Key merchantId, as theirs. It
 * tells nobody anything. What can't be read is counted and passed over: it is the pipeline's own,
 * so nobody could mend and send it again.
 */
public final class MerchantProcessor extends ContextualProcessor<byte[], byte[], Void, Void> {

  private static final Logger LOG = LoggerFactory.getLogger(MerchantProcessor.class);

  /** Together as long as a graph that is stopped is waited for. */
  private static final int MOST_ASKED = 20;

  private static final Duration BETWEEN_ASKS = Duration.ofSeconds(1);

  private final MerchantParts parts;
  private final MerchantListFormat format = new MerchantListFormat();
  private final WireReader<RenewalUpdate> updates;
  private final WireReader<Activation> activations;
  private KeyValueStore<String, byte[]> renewals;
  private KeyValueStore<String, byte[]> cards;
  private PartitionWatermark watermark;
  private String renewalsSwept = "";
  private String cardsSwept = "";

  private MerchantProcessor(MerchantParts parts) {
    this.parts = parts;
    SchemaRegistry registry = parts.registry();
    this.updates = new WireReader<>(registry, new RenewalUpdate());
    this.activations = new WireReader<>(registry, new Activation());
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    renewals = context.getStateStore(MerchantStores.RENEWALS);
    cards = context.getStateStore(MerchantStores.CARDS);
    watermark = parts.watermarks().begin(Inputs.OUTPUTS, context.taskId().partition());
    Ticking.every(parts.ticks().every(), context, this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = context().recordMetadata().orElseThrow();
    read(from, record.value()).ifPresent(this::list);
    watermark.done(from.topic(), from.offset());
  }

  private Optional<MerchantNews> read(RecordMetadata from, byte[] value) {
    Optional<MerchantNews> news;
    try {
      news = read(from.topic(), value);
    } catch (UnreadableException | UnknownSchemaException e) {
      LOG.warn(
          "{}-{} offset {} is no output of ours: {}",
          from.topic(),
          from.partition(),
          from.offset(),
          e.getMessage());
      parts.counts().unreadable();
      return Optional.empty();
    }
    if (news.isEmpty()) {
      parts.counts().passedOver();
    }
    return news;
  }

  /**
   * Waits a while for a registry that gives no answer: nobody waits for this thread, and one that
   * dies begins again with the same record.
   */
  private Optional<MerchantNews> read(String topic, byte[] value) {
    for (int asked = 1; ; asked++) {
      try {
        return topic.equals(Topics.RENEWAL_ACTIVATIONS.name())
            ? MerchantNewsEvents.of(activations.read(value))
            : MerchantNewsEvents.of(updates.read(value));
      } catch (RegistryUnavailableException e) {
        if (asked == MOST_ASKED) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_ASKS.toNanos());
      }
    }
  }

  private void list(MerchantNews news) {
    String key = MerchantStores.key(news.merchantId(), news.renewalId());
    byte[] known = renewals.get(key);
    ListedRenewal renewal =
        known == null
            ? ListedRenewal.first(news)
            : MerchantListFormat.readRenewal(known).after(news);
    renewals.put(key, format.write(renewal));
    Optional.ofNullable(news.iccid())
        .map(Iccid::keyOf)
        .ifPresent(card -> listCard(MerchantStores.key(news.merchantId(), card), news));
    parts.counts().listed();
  }

  private void listCard(String key, MerchantNews news) {
    byte[] known = cards.get(key);
    ListedCard before = known == null ? null : MerchantListFormat.readCard(known);
    ListedCard after = ListedCard.after(before, news);
    if (after != null && !after.equals(before)) {
      cards.put(key, format.write(after));
    }
  }

  private void tick(long now) {
    // Whoever watches sees how far behind this partition is.
    watermark.watermark();
    Instant moment = Instant.ofEpochMilli(now);
    renewalsSwept =
        sweep(
            renewals,
            renewalsSwept,
            bytes -> MerchantListFormat.readRenewal(bytes).isForgotten(moment));
    cardsSwept =
        sweep(cards, cardsSwept, bytes -> MerchantListFormat.readCard(bytes).isForgotten(moment));
  }

  /** Goes on a few entries behind where the last tick ended; returns where this one did. */
  private String sweep(
      KeyValueStore<String, byte[]> store, String behind, Predicate<byte[]> isForgotten) {
    List<String> forgotten = new ArrayList<>();
    String last = "";
    try (KeyValueIterator<String, byte[]> rest = store.range(behind, null)) {
      for (int i = 0; i < parts.ticks().most() && rest.hasNext(); i++) {
        KeyValue<String, byte[]> next = rest.next();
        if (isForgotten.test(next.value)) {
          forgotten.add(next.key);
        }
        last = next.key;
      }
      if (!rest.hasNext()) {
        last = "";
      }
    }
    forgotten.forEach(store::delete);
    return last;
  }

  @Override
  public void close() {
    if (watermark != null) {
      watermark.end();
    }
  }

  /** Makes the processor and says which stores it has. */
  record Supplier(MerchantParts parts) implements ProcessorSupplier<byte[], byte[], Void, Void> {

    @Override
    public Processor<byte[], byte[], Void, Void> get() {
      return new MerchantProcessor(parts);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return MerchantStores.all();
    }
  }
}
