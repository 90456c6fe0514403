/**
 * The rival on Apache Flink: a keyed process function with timers, exactly-once from Kafka to
 * Kafka.
 */
@NullMarked
package renewals.bench.flink;

import org.jspecify.annotations.NullMarked;
