/** What is known of a renewal: facts, case, status. Knows the JDK only. */
@NullMarked
package renewals.activation.renewal.model;

import org.jspecify.annotations.NullMarked;
