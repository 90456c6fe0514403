/** The service's settings, read once into records that refuse bad values. */
@NullMarked
package renewals.portal.config;

import org.jspecify.annotations.NullMarked;
