/** What is known of a renewal: facts, case, status. Knows the JDK and other models only. */
@NullMarked
package renewals.activation.renewal.model;

import org.jspecify.annotations.NullMarked;
