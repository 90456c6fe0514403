/** What can be seen from outside once an experiment is over. */
@NullMarked
package renewals.faults.evidence;

import org.jspecify.annotations.NullMarked;
