/** What tests of several modules need: nothing of it is on any service's class path. */
@NullMarked
package renewals.testing;

import org.jspecify.annotations.NullMarked;
