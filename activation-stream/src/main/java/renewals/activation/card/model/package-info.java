/** A card and its ledger, and what is decided of them. Knows the JDK and other models only. */
@NullMarked
package renewals.activation.card.model;

import org.jspecify.annotations.NullMarked;
