/** What the pages say, in both languages. */
@NullMarked
package renewals.portal.text;

import org.jspecify.annotations.NullMarked;
