/** Benchmarks of the pipeline against what one would pick instead: one command, one table. */
@NullMarked
package renewals.bench;

import org.jspecify.annotations.NullMarked;
