/** Where state lies: here, at another instance, or in a copy; and how the others are asked. */
@NullMarked
package renewals.activation.query.state;

import org.jspecify.annotations.NullMarked;
