/** What facts and deadlines do to a renewal, as pure functions. Knows the JDK only. */
@NullMarked
package renewals.activation.renewal.rules;

import org.jspecify.annotations.NullMarked;
