/** Settings, read once into records that check themselves. */
@NullMarked
package renewals.notifier.config;

import org.jspecify.annotations.NullMarked;
