/** Records as they come in and go out, whatever they speak of. */
@NullMarked
package renewals.activation.record;

import org.jspecify.annotations.NullMarked;
