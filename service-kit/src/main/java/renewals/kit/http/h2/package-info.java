/** HTTP/2: what one connection of it may cost, whose frames are looked at as they come. */
@NullMarked
package renewals.kit.http.h2;

import org.jspecify.annotations.NullMarked;
