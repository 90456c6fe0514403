/** Fault experiments: a whole cluster under load and faults, and an oracle outside of it. */
@NullMarked
package renewals.faults;

import org.jspecify.annotations.NullMarked;
