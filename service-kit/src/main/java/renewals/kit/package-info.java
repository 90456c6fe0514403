/** What every service starts with: settings, health, metrics and an orderly stop. */
@NullMarked
package renewals.kit;

import org.jspecify.annotations.NullMarked;
