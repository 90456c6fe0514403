/** What facts and deadlines do to a renewal, as pure functions. Knows the JDK and models only. */
@NullMarked
package renewals.activation.renewal.rules;

import org.jspecify.annotations.NullMarked;
