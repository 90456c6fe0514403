/** What it costs the intake to know who speaks. */
@NullMarked
package renewals.bench.intake;

import org.jspecify.annotations.NullMarked;
