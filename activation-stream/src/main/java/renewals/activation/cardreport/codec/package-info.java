/** What carriers report of a card as records, stored values and updates. */
@NullMarked
package renewals.activation.cardreport.codec;

import org.jspecify.annotations.NullMarked;
