/** What still holds of a merchant's renewals and cards, of all that he was told. */
@NullMarked
package renewals.notifier.domain.standing;

import org.jspecify.annotations.NullMarked;
