/** What can go wrong, how it begins and how it ends. */
@NullMarked
package renewals.faults.fault;

import org.jspecify.annotations.NullMarked;
