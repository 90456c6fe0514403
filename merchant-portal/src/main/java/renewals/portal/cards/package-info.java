/** The page of all cards of a merchant. */
@NullMarked
package renewals.portal.cards;

import org.jspecify.annotations.NullMarked;
