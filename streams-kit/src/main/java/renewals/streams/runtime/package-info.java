/** Runs an exactly-once stream application: settings, start, health, threads that die, stop. */
@NullMarked
package renewals.streams.runtime;

import org.jspecify.annotations.NullMarked;
