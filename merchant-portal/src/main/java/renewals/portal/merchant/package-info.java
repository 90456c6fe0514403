/** The merchant's pages: what is asked, what is shown. */
@NullMarked
package renewals.portal.merchant;

import org.jspecify.annotations.NullMarked;
