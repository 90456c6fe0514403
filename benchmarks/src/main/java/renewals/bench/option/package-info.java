/** What the options of all experiments are held against. */
@NullMarked
package renewals.bench.option;

import org.jspecify.annotations.NullMarked;
