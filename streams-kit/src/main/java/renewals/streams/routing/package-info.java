/** Brings records to the partition of their key, wherever their producer put them. */
@NullMarked
package renewals.streams.routing;

import org.jspecify.annotations.NullMarked;
