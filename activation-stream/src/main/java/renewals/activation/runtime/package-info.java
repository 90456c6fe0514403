/** Starting, watching and stopping Kafka Streams. */
@NullMarked
package renewals.activation.runtime;

import org.jspecify.annotations.NullMarked;
