/** The operators' page. */
@NullMarked
package renewals.portal.ops;

import org.jspecify.annotations.NullMarked;
