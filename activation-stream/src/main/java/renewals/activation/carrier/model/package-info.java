/** Status reports of carriers, and what follows from them. Knows the JDK and other models only. */
@NullMarked
package renewals.activation.carrier.model;

import org.jspecify.annotations.NullMarked;
