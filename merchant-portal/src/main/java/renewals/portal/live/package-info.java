/** Keeps open pages up to date. */
@NullMarked
package renewals.portal.live;

import org.jspecify.annotations.NullMarked;
