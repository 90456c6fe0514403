/** Between a card's ledger, the contract's events, and stored state. */
@NullMarked
package renewals.activation.card.codec;

import org.jspecify.annotations.NullMarked;
