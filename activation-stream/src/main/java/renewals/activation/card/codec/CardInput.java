package renewals.activation.card.codec;

import renewals.activation.renewal.model.CardChange;
import renewals.streams.routing.Routed.RemoteWatermark;

/**
 * What reaches the cards of a partition: what renewals ask of them, and how far partitions of
 * renewals have read.
 */
public sealed interface CardInput {

  /** The receiver of a watermark for cards: none in particular, since all cards get it. */
  int ALL_CARDS = -1;

  /** A change of one card's ledger. */
  record Change(CardChange change) implements CardInput {}

  /** A partition of renewals has read so far, and asked all that it had to ask before this. */
  record Watermark(RemoteWatermark watermark) implements CardInput {}
}
