package renewals.activation.codec;

import renewals.activation.domain.CardChange;
import renewals.streams.routing.Routed.RemoteWatermark;

/**
 * What reaches the cards of a partition: what renewals ask of them, and how far partitions of
 * renewals have read.
 */
public sealed interface CardAsk {

  /** Stands in a mark where the one that is told would: all cards are. */
  int ALL_CARDS = -1;

  /** A change of one card's ledger. */
  record Change(CardChange change) implements CardAsk {}

  /** A partition of renewals has read so far, and asked all that it had to ask before this. */
  record Mark(RemoteWatermark mark) implements CardAsk {}
}
