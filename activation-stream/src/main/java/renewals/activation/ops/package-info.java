/** The operators' page: what is stuck, slow, dead or undelivered. */
@NullMarked
package renewals.activation.ops;

import org.jspecify.annotations.NullMarked;
