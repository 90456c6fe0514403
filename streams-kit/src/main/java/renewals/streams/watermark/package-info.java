/** How far inputs have been read, and how new copies of state are. */
@NullMarked
package renewals.streams.watermark;

import org.jspecify.annotations.NullMarked;
