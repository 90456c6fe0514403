/** What is announced to those whose renewals it concerns. */
@NullMarked
package renewals.portal.news;

import org.jspecify.annotations.NullMarked;
