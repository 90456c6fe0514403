/** What the portal reads of topics, in no group, and forgets with a restart. */
@NullMarked
package renewals.portal.follow;

import org.jspecify.annotations.NullMarked;
