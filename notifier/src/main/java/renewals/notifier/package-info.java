/** The notifier as a service: only wires and stops. */
@NullMarked
package renewals.notifier;

import org.jspecify.annotations.NullMarked;
