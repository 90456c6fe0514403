/** What is expected, and what it rests on. Knows the JDK and other models only. */
@NullMarked
package renewals.activation.estimate.model;

import org.jspecify.annotations.NullMarked;
