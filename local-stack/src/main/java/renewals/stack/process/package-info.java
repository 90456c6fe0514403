/** Child processes: how they start, say that they are ready, and end with their parent. */
@NullMarked
package renewals.stack.process;

import org.jspecify.annotations.NullMarked;
