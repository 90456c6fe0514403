/**
 * What carriers report of a card, and what is decided of it. Knows the JDK and other models only.
 */
@NullMarked
package renewals.activation.cardreport.model;

import org.jspecify.annotations.NullMarked;
