/** The folder of data and logs that one process at a time may have. */
@NullMarked
package renewals.stack.folder;

import org.jspecify.annotations.NullMarked;
