/** Holds what came out against the rules and the ledger of what was acknowledged. */
@NullMarked
package renewals.faults.oracle;

import org.jspecify.annotations.NullMarked;
