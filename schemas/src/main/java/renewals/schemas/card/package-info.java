/** What is known of a card, for all who show it alike: pure functions, of the JDK alone. */
@NullMarked
package renewals.schemas.card;

import org.jspecify.annotations.NullMarked;
