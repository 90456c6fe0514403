/** What is sent during an experiment, and the ledger of what was acknowledged. */
@NullMarked
package renewals.faults.load;

import org.jspecify.annotations.NullMarked;
