/** What is expected, and what it rests on. Knows the JDK only. */
@NullMarked
package renewals.activation.estimate.model;

import org.jspecify.annotations.NullMarked;
