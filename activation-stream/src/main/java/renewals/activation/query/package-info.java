/** Answers "when can I use it, and why not yet?" from the state of any instance. */
@NullMarked
package renewals.activation.query;

import org.jspecify.annotations.NullMarked;
