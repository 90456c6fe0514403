/**
 * How long payment and review take, and what follows for those who wait: learnt, fitted and asked
 * without Kafka or a clock. The method stands in docs/estimates.md.
 */
@NullMarked
package renewals.activation.estimate;

import org.jspecify.annotations.NullMarked;
