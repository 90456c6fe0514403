package renewals.activation.card.stream;

import java.util.Optional;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import renewals.activation.card.codec.ToCards;
import renewals.activation.record.DeadLetters;
import renewals.activation.record.EventReader;
import renewals.streams.record.DeadLetter.Cause;
import renewals.streams.record.SourceRecord;
import renewals.streams.record.Stamps;
import renewals.streams.routing.Routed;
import renewals.streams.routing.RoutedSerde;

/**
 * Sends what carriers say of cards' states to the cards, wherever it lay. It isn't read beside the
 * ledgers, as reports of usage are: statuses are few, and each input of a task costs the others'
 * records ({@link ToCards}). What no topic could take, of its size or its stamp, and what nobody is
 * proven to have said, goes to the dead letters here.
 */
public final class CardStatusSender extends ContextualProcessor<byte[], Routed, byte[], byte[]> {

  /** The node of this processor. */
  public static final String NAME = "card-statuses";

  /** The nodes that take what comes out. */
  public static final String TO_CARDS = "card-statuses-to-cards";

  public static final String DEAD_LETTERS = "refused-card-statuses";

  private final DeadLetters deadLetters;
  private final Serializer<Routed> serializer = RoutedSerde.create().serializer();

  /** One processor, for one task. */
  public CardStatusSender(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  @Override
  public void process(Record<byte[], Routed> record) {
    if (!(record.value() instanceof Routed.Source source)) {
      throw new IllegalStateException("cannot happen: nothing else is sent to cards from here");
    }
    Optional<Cause> refusal = refusalOf(source);
    if (refusal.isPresent()) {
      long now = context().currentSystemTimeMs();
      context().forward(deadLetters.of(source.record(), refusal.get(), now), DEAD_LETTERS);
    } else {
      byte[] routed = serializer.serialize(ToCards.class.getSimpleName(), source);
      context()
          .forward(
              Stamps.notAhead(record.withValue(ToCards.REPORT.wrap(routed)), context()), TO_CARDS);
    }
  }

  private static Optional<Cause> refusalOf(Routed.Source source) {
    if (source.unproven().isPresent()) {
      return source.unproven().map(EventReader::unproven);
    }
    SourceRecord original = source.record();
    if (original.isOversized()) {
      return Optional.of(EventReader.OVERSIZED);
    }
    return EventReader.hasPlausibleStamp(original)
        ? Optional.empty()
        : Optional.of(EventReader.implausibleStamp(original));
  }
}
