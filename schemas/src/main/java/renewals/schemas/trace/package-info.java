/** Which trace something belongs to, as the W3C writes it; JDK and Kafka's headers alone. */
@NullMarked
package renewals.schemas.trace;

import org.jspecify.annotations.NullMarked;
