/** A clock that can be moved on, for sandboxes; of a service outside of one it is the wall's. */
@NullMarked
package renewals.kit.sandbox;

import org.jspecify.annotations.NullMarked;
