/** What every page is made of: templates, style, scripts, headers. */
@NullMarked
package renewals.portal.web;

import org.jspecify.annotations.NullMarked;
