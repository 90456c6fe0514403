/** Measures and judges the whole notifier: against receivers that misbehave, killed and not. */
@NullMarked
package renewals.bench.delivery;

import org.jspecify.annotations.NullMarked;
