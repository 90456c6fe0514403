/** {@code ./renewals links}: signed links to pages. */
@NullMarked
package renewals.cli.links;

import org.jspecify.annotations.NullMarked;
