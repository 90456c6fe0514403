/** What a secured local stack makes for itself: certificates, users of Kafka, parties. */
@NullMarked
package renewals.stack.secure;

import org.jspecify.annotations.NullMarked;
