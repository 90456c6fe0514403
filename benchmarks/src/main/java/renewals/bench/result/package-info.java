/** What was measured, held against the oracle and the targets, as text and JSON. */
@NullMarked
package renewals.bench.result;

import org.jspecify.annotations.NullMarked;
