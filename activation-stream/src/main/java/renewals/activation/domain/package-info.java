/**
 * The rules of docs/rules.md as pure functions of facts and time. Knows the JDK and itself: no rule
 * asks a clock, Kafka or Avro.
 */
@NullMarked
package renewals.activation.domain;

import org.jspecify.annotations.NullMarked;
