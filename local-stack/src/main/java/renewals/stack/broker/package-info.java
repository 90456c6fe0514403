/** Kafka and the schema registry as child processes. */
@NullMarked
package renewals.stack.broker;

import org.jspecify.annotations.NullMarked;
