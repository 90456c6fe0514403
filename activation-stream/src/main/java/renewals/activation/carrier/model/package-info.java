/** What carriers say of themselves. Knows the JDK only. */
@NullMarked
package renewals.activation.carrier.model;

import org.jspecify.annotations.NullMarked;
