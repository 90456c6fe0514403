/** Pages for merchants and operators over activation-stream's queries; keeps no state. */
@NullMarked
package renewals.portal;

import org.jspecify.annotations.NullMarked;
