/** Signed links to a renewal's page: made by who tells merchants, checked by who shows the page. */
@NullMarked
package renewals.schemas.links;

import org.jspecify.annotations.NullMarked;
