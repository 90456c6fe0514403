/** Kafka, the registry and the services as child processes of this one. */
@NullMarked
package renewals.stack.process;

import org.jspecify.annotations.NullMarked;
