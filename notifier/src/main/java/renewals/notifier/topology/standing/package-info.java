/** What still holds of a merchant's renewals, and his new addresses that are told of it. */
@NullMarked
package renewals.notifier.topology.standing;

import org.jspecify.annotations.NullMarked;
