/** The merchant's page: when can I use it, and if not yet, why not? */
@NullMarked
package renewals.activation.page;

import org.jspecify.annotations.NullMarked;
