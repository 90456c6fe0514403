/** Measures the notifier's senders by themselves, against receivers that misbehave. */
@NullMarked
package renewals.bench.notices;

import org.jspecify.annotations.NullMarked;
