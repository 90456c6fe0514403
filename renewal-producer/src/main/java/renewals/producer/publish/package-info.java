/** Events into Kafka: the client library. */
@NullMarked
package renewals.producer.publish;

import org.jspecify.annotations.NullMarked;
