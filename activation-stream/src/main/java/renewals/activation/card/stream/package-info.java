/** The cards' part of the graph: one ledger for each card. */
@NullMarked
package renewals.activation.card.stream;

import org.jspecify.annotations.NullMarked;
