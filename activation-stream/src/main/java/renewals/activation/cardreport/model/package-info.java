/** What carriers report of a card, and what is decided of it. Knows the JDK only. */
@NullMarked
package renewals.activation.cardreport.model;

import org.jspecify.annotations.NullMarked;
