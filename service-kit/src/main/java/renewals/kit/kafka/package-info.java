/** What every service checks and sets of Kafka. */
@NullMarked
package renewals.kit.kafka;

import org.jspecify.annotations.NullMarked;
