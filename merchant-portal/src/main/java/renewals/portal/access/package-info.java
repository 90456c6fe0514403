/** Who may see a renewal's page, and how often anybody may ask for it. */
@NullMarked
package renewals.portal.access;

import org.jspecify.annotations.NullMarked;
